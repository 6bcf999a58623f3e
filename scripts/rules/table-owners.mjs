import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { isTestFile, listSources } from "./list-sources.mjs";

const AFTER = /\b(?:from|join|into|update|truncate|table|using)\s+(?:only\s+)?"?([a-z_]+)"?/gi;

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
  const source = ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest);
  const found = /** @type {{table: string, line: number}[]} */ ([]);
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
      for (const name of node.text.matchAll(AFTER)) {
        const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
        if (name[1]) found.push({ table: name[1].toLowerCase(), line });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
