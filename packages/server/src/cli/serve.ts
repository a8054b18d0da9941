import { Command, Option } from "commander";
import type { ServeOptions } from "./serve/serve-options.js";

const help = `
Settings are environment variables: DATABASE_URL (an own Postgres; without it one is started), TASTEMAKER_HOME (where
the embedded Postgres, the artifacts and the logs are), API_PORT and API_HOST (4000, 127.0.0.1), WEB_PORT and WEB_HOST
(3000, 127.0.0.1), TASTEMAKER_ADMIN_EMAIL and TASTEMAKER_ADMIN_PASSWORD (without one, it is made up once).

Ctrl-C stops everything that was started.

Examples:
  $ tastemaker serve                      the API and a worker
  $ tastemaker serve --with-web --demo    the admin app too, with generated data and three trained models
  $ tastemaker serve --with-web --data ~/ml-100k
`;

/** Runs the system: Postgres where it has to, the API, a worker, and the web app where asked. */
export function serveCommand(signal: AbortSignal): Command {
  return new Command("serve")
    .summary("run the API, a worker and, where asked, the admin app")
    .description("Run the system on this machine until it is told to stop.")
    .option("--with-web", "also the admin app, from the repository", false)
    .option("--demo", "first see to it that a generated data set with three trained models is there", false)
    .addOption(
      new Option(
        "--data <dir>",
        "the same with the data set found in a folder: MovieLens 100K, an NCF split, LibimSeTi, or a CSV with a header",
      ).conflicts("demo"),
    )
    .addHelpText("after", help)
    .action(async (options: ServeOptions) => {
      const { runServe } = await import("./serve/run-serve.js");
      await runServe(options, signal);
    });
}
