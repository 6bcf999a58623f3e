import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isTestFile, listSources } from "./list-sources.mjs";

const SERVER = "packages/server/src/";

/**
 * Refuses SQL text that names another room's table. Imports of table objects are dependency-cruiser's matter; this is the hole
 * it cannot see.
 *
 * @param {string} root
 * @returns {{problems: string[]}}
 */
export function checkTableOwners(root) {
  const files = listSources(root).filter((file) => file.startsWith(SERVER) && !isTestFile(file));
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const owners = /** @type {Map<string, string>} */ (new Map());
  for (const [file, text] of texts) {
    for (const [, table] of text.matchAll(/pgTable\(\s*["'`]([a-z_]+)["'`]/g)) {
      if (table) owners.set(table, roomOf(file));
    }
  }
  const problems = [...texts].flatMap(([file, text]) =>
    tablesIn(text)
      .filter(({ table }) => (owners.get(table) ?? roomOf(file)) !== roomOf(file))
      .map(
        ({ table, line }) =>
          `${file}:${line} names "${table}", a table of ${owners.get(table)}. Call a function of that room's public.ts.`,
      ),
  );
  return { problems };
}

/** The room a file belongs to: a feature, or the folder below src. @param {string} file */
function roomOf(file) {
  const parts = file.slice(SERVER.length).split("/");
  return parts.slice(0, parts[0] === "features" ? 2 : 1).join("/");
}

/**
 * Finds table names in SQL: after a word that a table follows, in a string or a template.
 *
 * @param {string} text
 */
function tablesIn(text) {
  return [...text.matchAll(/["'`][^"'`]*?["'`]/gs)].flatMap((literal) =>
    [
      ...literal[0].matchAll(
        /\b(?:from|join|into|update|truncate|delete from|table|lock table)\s+(?:only\s+)?"?([a-z_]+)"?/gi,
      ),
    ].flatMap((found) => {
      const at = (literal.index ?? 0) + (found.index ?? 0);
      const table = found[1]?.toLowerCase();
      return table ? [{ table, line: text.slice(0, at).split("\n").length }] : [];
    }),
  );
}
