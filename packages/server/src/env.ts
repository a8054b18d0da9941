import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { InvalidEnvironmentError } from "./errors/errors.js";

const port = z.coerce.number("a port: a whole number from 0 to 65535").int().min(0).max(65_535);

const schema = z.object({
  /** An own Postgres; without it the server starts one under TASTEMAKER_HOME. */
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "a URL like postgresql://user:password@host:5432/database" })
    .optional(),
  /** Where the embedded Postgres and the artifacts live. */
  TASTEMAKER_HOME: z.string().min(1).optional(),
  API_PORT: port.default(4000),
  API_HOST: z.string().min(1).default("127.0.0.1"),
  WEB_PORT: port.default(3000),
  WEB_HOST: z.string().min(1).default("127.0.0.1"),
  TASTEMAKER_ADMIN_EMAIL: z.email().default("admin@example.com"),
  /** Without it the first start makes one up and shows it. */
  TASTEMAKER_ADMIN_PASSWORD: z.string().min(8, "at least 8 characters").max(200).optional(),
  /** Without it training and evaluation take all cores. */
  TASTEMAKER_THREADS: z.coerce.number("a whole number from 1 to 256").int().min(1).max(256).optional(),
  /** Where the public data sets lie that `tastemaker repro` reads. */
  TASTEMAKER_DATA: z.string().min(1).default("data"),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
});

export interface Environment {
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder that holds the embedded Postgres and the artifacts. */
  readonly home: string;
  readonly apiPort: number;
  readonly apiHost: string;
  readonly webPort: number;
  readonly webHost: string;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
  /** How many threads training and evaluation may use; all cores where it is not set. */
  readonly threads: number | undefined;
  /** Absolute path of the folder of the public data sets. */
  readonly dataDirectory: string;
  readonly logLevel: z.infer<typeof schema>["LOG_LEVEL"];
}

/** Variables whose value must not be repeated in an error. */
const secret = new Set(["DATABASE_URL", "TASTEMAKER_ADMIN_PASSWORD"]);

/**
 * The process' settings; the only place that reads its environment. An empty variable counts as unset.
 *
 * @throws InvalidEnvironmentError that names each wrong variable, its value and what is allowed
 */
export function readEnvironment(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(set);
  if (!parsed.success) throw new InvalidEnvironmentError(describe(parsed.error, set));
  const env = parsed.data;
  return {
    databaseUrl: env.DATABASE_URL,
    home: path.resolve(env.TASTEMAKER_HOME ?? defaultHome()),
    apiPort: env.API_PORT,
    apiHost: env.API_HOST,
    webPort: env.WEB_PORT,
    webHost: env.WEB_HOST,
    adminEmail: env.TASTEMAKER_ADMIN_EMAIL,
    adminPassword: env.TASTEMAKER_ADMIN_PASSWORD,
    threads: env.TASTEMAKER_THREADS,
    dataDirectory: path.resolve(env.TASTEMAKER_DATA),
    logLevel: env.LOG_LEVEL,
  };
}

function describe(error: z.ZodError, variables: Readonly<Record<string, string | undefined>>): string {
  const problems = error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const value = secret.has(name) ? "the value given" : `"${variables[name]}"`;
    return `${name}: ${value} is not valid: ${issue.message}. Set it right or unset it.`;
  });
  return `Wrong environment variables.\n${problems.join("\n")}`;
}

/** `.tastemaker` in the repository this package lies in, or, where it is installed from npm, in the working directory. */
function defaultHome(): string {
  const repository = fileURLToPath(new URL("../../..", import.meta.url));
  const root = existsSync(path.join(repository, "pnpm-workspace.yaml")) ? repository : process.cwd();
  return path.join(root, ".tastemaker");
}
