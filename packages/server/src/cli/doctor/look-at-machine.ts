import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, statfs, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import path from "node:path";
import type { Environment } from "../../env.js";
import { assertPortFree } from "../serve/ports.js";
import { webBuild } from "../serve/web-app.js";
import { packageVersion } from "../version.js";
import { findChromium } from "./find-chromium.js";
import { type Finding, reasonOf } from "./finding.js";

const gibibyte = 2 ** 30;

export async function lookAtSystem(): Promise<Finding[]> {
  const { versions, platform, arch } = process;
  const [major = 0, minor = 0] = versions.node.split(".").map(Number);
  const isOld = major < 20 || (major === 20 && minor < 19);
  return [
    { subject: "tastemaker", state: "ok", text: packageVersion() },
    {
      subject: "node",
      state: isOld ? "missing" : "ok",
      text: `${versions.node} on ${platform} ${arch}, ${availableParallelism()} cores, ${(totalmem() / gibibyte).toFixed(1)} GiB`,
      ...(isOld && { remedy: "Install Node 20.19 or newer: https://nodejs.org" }),
    },
  ];
}

/** The folder of the store must be writable, and have room. */
export async function lookAtHome({ home }: Environment): Promise<Finding[]> {
  try {
    await mkdir(home, { recursive: true });
    const probe = await mkdtemp(path.join(home, "doctor-"));
    await writeFile(path.join(probe, "probe"), "");
    await rm(probe, { recursive: true });
    const { bavail, bsize } = await statfs(home);
    const free = (bavail * bsize) / gibibyte;
    const isFull = free < 1;
    return [
      {
        subject: "data folder",
        state: isFull ? "limited" : "ok",
        text: `${home} is writable, ${free.toFixed(1)} GiB free`,
        ...(isFull && { remedy: "Make room, or name another folder in TASTEMAKER_HOME." }),
      },
    ];
  } catch (error) {
    return [
      {
        subject: "data folder",
        state: "missing",
        text: `${home} cannot be written: ${reasonOf(error)}`,
        remedy: "Make it writable for this user, or name another folder in TASTEMAKER_HOME.",
      },
    ];
  }
}

export async function lookAtPorts(environment: Environment): Promise<Finding[]> {
  const { apiHost, apiPort, webHost, webPort } = environment;
  const requests = [
    { subject: "API port", host: apiHost, port: apiPort, variable: "API_PORT" },
    { subject: "web port", host: webHost, port: webPort, variable: "WEB_PORT" },
  ];
  return Promise.all(
    requests.map(async ({ subject, ...request }): Promise<Finding> => {
      const problem = await assertPortFree(request).then(() => undefined, reasonOf);
      return problem === undefined
        ? { subject, state: "ok", text: `${request.port} is free` }
        : { subject, state: "limited", text: problem };
    }),
  );
}

/** The web app is part of the repository, not of the npm package. */
export async function lookAtBuild(): Promise<Finding[]> {
  const web = webBuild();
  if (web === undefined) return [];
  return [
    existsSync(web.buildId)
      ? { subject: "web app", state: "ok", text: "is built" }
      : { subject: "web app", state: "missing", text: "is not built", remedy: "Run `npm run build`." },
  ];
}

/** Only tests need it. */
export async function lookAtBrowser(): Promise<Finding[]> {
  const { path: chromium, problem } = findChromium();
  return [
    chromium === undefined
      ? {
          subject: "chromium",
          state: "limited",
          text: "is not installed; only the browser tests need it",
          remedy: problem,
        }
      : { subject: "chromium", state: "ok", text: `${chromium}, for the browser tests` },
  ];
}
