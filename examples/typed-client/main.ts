// Asks a running server what to recommend: inputs, answers and error codes are typed by the server's own code.
import { parseArgs } from "node:util";
import { createClient, errorCode } from "@tastemaker/server/client";

const usage = `Usage: tsx main.ts --dataset NAME --user ID [--k 10] [--url URL] [--key KEY]

  --url  where the API answers; TASTEMAKER_URL, or http://127.0.0.1:4000
  --key  an API key, made on the page "API keys" of the admin app; TASTEMAKER_API_KEY
`;

const { values } = parseArgs({
  options: {
    dataset: { type: "string" },
    user: { type: "string" },
    k: { type: "string", default: "10" },
    url: { type: "string", default: process.env["TASTEMAKER_URL"] ?? "http://127.0.0.1:4000" },
    key: { type: "string", default: process.env["TASTEMAKER_API_KEY"] ?? "" },
  },
});
const { dataset, user: userId, k, url, key: apiKey } = values;
if (dataset === undefined || userId === undefined || apiKey === "") {
  process.stderr.write(usage);
  process.exit(2);
}

const client = createClient({ url, apiKey });
try {
  const { items, modelVersion } = await client.recommend.query({ dataset, userId, k: Number(k) });
  console.log(
    modelVersion ? `${modelVersion.modelName}, version ${modelVersion.version}` : "no model promoted",
  );
  for (const [place, { itemId, title, score, source }] of items.entries()) {
    console.log(`${place + 1}. ${title ?? itemId} (${source}, ${score.toFixed(3)})`);
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${errorCode(error) ?? "UNREACHABLE"}: ${reason}\n`);
  process.exit(1);
}
