// Writes what docs/react.md says of the kit's sources: examples, tokens, parts and hooks. `--check` only looks whether it is up to date.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "./install.mjs";

const page = join(root, "docs", "react.md");
const kit = join(root, "packages", "react");

if (process.argv[1] === import.meta.filename) {
  const before = readFileSync(page, "utf8");
  const after = fillPage(before);
  if (process.argv.includes("--check")) process.exitCode = before === after ? 0 : 1;
  else writeFileSync(page, after);
}

/**
 * What is wrong with docs/react.md, as a step of `npm run check`.
 *
 * @returns {{problems: string[]}}
 */
export function checkKitDocs() {
  const text = readFileSync(page, "utf8");
  return {
    problems: text === fillPage(text) ? [] : ["docs/react.md is not what the kit's sources say."],
  };
}

/**
 * The page with everything between `<!-- name -->` and `<!-- end -->` written anew.
 *
 * @param {string} text
 */
export function fillPage(text) {
  return text.replaceAll(
    /<!-- (example|tokens|parts|hooks)(?: ([\w-]+))? -->\n[^]*?<!-- end -->/g,
    (_whole, kind, name) => {
      const mark = `<!-- ${kind}${name ? ` ${name}` : ""} -->`;
      return `${mark}\n\n${content(kind, name)}\n\n<!-- end -->`;
    },
  );
}

/**
 * @param {string} kind
 * @param {string} name
 */
function content(kind, name) {
  if (kind === "example") return `\`\`\`tsx\n${read(`examples/${name}.tsx`).trim()}\n\`\`\``;
  if (kind === "tokens") return listTokens();
  const isHook = (/** @type {string} */ exported) => /^use[A-Z]/.test(exported);
  return listExports()
    .filter((one) => isHook(one.name) === (kind === "hooks"))
    .map((one) => `- \`${one.name}\`${one.words && `: ${one.words}`}`)
    .join("\n");
}

function listTokens() {
  const names = [...read("src/tokens/tokens.css").matchAll(/^ {2}(--natter-[\w-]+):/gm)];
  const groups = /** @type {Map<string, string[]>} */ (new Map());
  for (const [, token = ""] of names) {
    const group = token.split("-")[3] ?? "";
    groups.set(group, [...new Set([...(groups.get(group) ?? []), token])]);
  }
  return [...groups]
    .map(([group, tokens]) => `- ${group}: ${tokens.map((token) => `\`${token}\``).join(", ")}`)
    .join("\n");
}

/** The values that the kit exports, each with the first sentence of its comment, in the order of their names. */
function listExports() {
  return parse("src/index.ts")
    .statements.filter(ts.isExportDeclaration)
    .filter((statement) => !statement.isTypeOnly)
    .flatMap((statement) => {
      const { exportClause, moduleSpecifier } = statement;
      if (!exportClause || !ts.isNamedExports(exportClause)) return [];
      if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
      const source = parse(`src/${moduleSpecifier.text}`);
      return exportClause.elements
        .filter((element) => !element.isTypeOnly)
        .map(({ name, propertyName }) => ({
          name: name.text,
          words: wordsOn(source, (propertyName ?? name).text),
        }));
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * The first sentence of the comment on what a file exports by a name.
 *
 * @param {ts.SourceFile} source
 * @param {string} name
 */
function wordsOn(source, name) {
  const found = source.statements.find((statement) => {
    if (ts.isFunctionDeclaration(statement)) return statement.name?.text === name;
    if (!ts.isVariableStatement(statement)) return false;
    return statement.declarationList.declarations.some(
      (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name,
    );
  });
  const comment = found && ts.getJSDocCommentsAndTags(found).find(ts.isJSDoc)?.comment;
  const words = (ts.getTextOfJSDocComment(comment) ?? "").replaceAll(/\s+/g, " ");
  return words.split(/(?<=[.;:]) (?=[A-Z`])/)[0]?.trim() ?? "";
}

/** @param {string} file */
function parse(file) {
  return ts.createSourceFile(file, read(file), ts.ScriptTarget.Latest, true);
}

/** @param {string} file */
function read(file) {
  return readFileSync(join(kit, file), "utf8");
}
