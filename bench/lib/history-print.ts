import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

/** What decides which rows a filled database holds. Tables that changed since are brought up to date by the migrations. */
const sources = [
  "./seed-history.ts",
  "./generate-messages.ts",
  "./history-sizes.ts",
  ...["message-facts", "fold-text", "grams", "runs"].map(
    (name) => `../../packages/server/src/features/search/${name}.ts`,
  ),
];

/** A text that changes when a database filled now would be another than one that was filled before. */
export async function historyPrint(): Promise<string> {
  const hash = createHash("sha256");
  for (const path of sources) hash.update(await readFile(new URL(path, import.meta.url)));
  return hash.digest("hex").slice(0, 16);
}
