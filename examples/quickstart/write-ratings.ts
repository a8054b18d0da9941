// Writes a ratings.csv of generated interactions, for a start without data of one's own.
import { generateInteractions } from "@tastemaker/core";
import { writeCsv } from "@tastemaker/core/node";

const [file = "ratings.csv"] = process.argv.slice(2);
const { interactions } = await generateInteractions({
  flavour: "catalogue",
  numUsers: 600,
  numItems: 300,
  interactionsPerUser: 30,
  seed: 7,
});
await writeCsv(file, [interactions], interactions);
