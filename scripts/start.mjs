import "./require-node.mjs";
import path from "node:path";
import { buildPackages } from "./build-packages.mjs";
import { installPackages } from "./install-packages.mjs";
import { stopWithNpm } from "./stop-with-npm.mjs";

const usage = `Usage: npm start [-- --data DIR]

Installs and builds what is missing, then runs Tastemaker on this machine: Postgres, the API, a worker and the admin app.
The first start makes demo data and trains three models on it. Ctrl-C stops everything; the next start goes on from there.

  --data DIR   the data set found in DIR instead of the demo: MovieLens 100K, an NCF split, LibimSeTi files,
               or a CSV with a header

Settings are environment variables:
  API_PORT, WEB_PORT             4000 and 3000
  API_HOST, WEB_HOST             127.0.0.1: this machine only
  DATABASE_URL                   a Postgres of your own; without it one is started
  TASTEMAKER_HOME                where the data is kept: .tastemaker in this folder
  TASTEMAKER_ADMIN_EMAIL         admin@example.com
  TASTEMAKER_ADMIN_PASSWORD      without one it is made up at the first start, and shown
`;

/** Paths are meant from where npm was called, not from the repository's root, where npm starts scripts. */
function serveArguments(args) {
  const serve = ["serve", "--with-web"];
  if (!args.some((argument) => /^--data(=|$)/.test(argument))) serve.push("--demo");
  const from = process.env.INIT_CWD ?? process.cwd();
  return serve.concat(
    args.map((argument, i) => {
      if (args[i - 1] === "--data") return path.resolve(from, argument);
      return argument.replace(/^--data=(.+)$/, (_, directory) => `--data=${path.resolve(from, directory)}`);
    }),
  );
}

async function main(args) {
  const say = (message) => console.error(message);
  await installPackages(say);
  await buildPackages(say);
  const cli = await import("../packages/server/dist/cli/main.js");
  return cli.main(serveArguments(args));
}

const args = process.argv.slice(2);
if (args.includes("--help") || args.includes("-h")) {
  console.log(usage);
} else {
  stopWithNpm();
  try {
    process.exitCode = await main(args);
  } catch (error) {
    console.error(`error: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
