import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { isTestFile, listSources } from "./list-sources.mjs";

const KIT = "packages/react/src/";
const HOOK = /^use[A-Z]/;

/**
 * Refuses a styled part of the kit (a `.tsx` file that names elements by `data-natter` or `data-part`) that uses a hook which is not exported from `index.ts`: whoever uses the kit must be able
 * to write each part anew.
 *
 * @param {string} root
 * @returns {{problems: string[]}}
 */
export function checkKitLayers(root) {
  const files = listSources(root, /\.tsx?$/).filter((file) => file.startsWith(KIT));
  if (!files.includes(`${KIT}index.ts`)) return { problems: [] };
  const open = new Set(exportedNames(root, `${KIT}index.ts`));
  const problems = files
    .filter((file) => file.endsWith(".tsx") && !isTestFile(file))
    .filter((file) => /data-(natter|part)=/.test(readFileSync(join(root, file), "utf8")))
    .flatMap((file) =>
      importedHooks(root, file)
        .filter((hook) => !open.has(hook))
        .map((hook) => `${file} uses ${hook}, which index.ts does not export.`),
    );
  return { problems };
}

/**
 * @param {string} root
 * @param {string} file
 */
function exportedNames(root, file) {
  return parse(root, file).statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) &&
    statement.exportClause !== undefined &&
    ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(
          (element) => (element.propertyName ?? element.name).text,
        )
      : [],
  );
}

/**
 * The hooks of the kit itself that a file imports.
 *
 * @param {string} root
 * @param {string} file
 */
function importedHooks(root, file) {
  return parse(root, file).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const from = statement.moduleSpecifier;
    const names = statement.importClause?.namedBindings;
    if (!ts.isStringLiteral(from) || !from.text.startsWith(".")) return [];
    if (names === undefined || !ts.isNamedImports(names)) return [];
    return names.elements
      .map((element) => (element.propertyName ?? element.name).text)
      .filter((name) => HOOK.test(name));
  });
}

/**
 * @param {string} root
 * @param {string} file
 */
function parse(root, file) {
  return ts.createSourceFile(
    file,
    readFileSync(join(root, file), "utf8"),
    ts.ScriptTarget.Latest,
    false,
    ts.ScriptKind.TSX,
  );
}
