import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A rule of `SPEC/ux.md`. */
export type Rule = {
  readonly id: string;
  /** `P`: by a browser test. `S`: by a story that plays, or by a browser test. */
  readonly how: string;
  /** Why nothing shows it; empty when something must. */
  readonly reason: string;
};

/** Where a rule is shown. */
export type Showing = { readonly id: string; readonly how: "P" | "S"; readonly file: string };

const ids = /^(?:\[[A-Z0-9]+-\d+\] ?)+/;

/** Every row of the rule tables. */
export function readRules(markdown: string): readonly Rule[] {
  return markdown.split("\n").flatMap((line) => {
    const [, id = "", , how = "", reason = ""] = line.split("|").map((cell) => cell.trim());
    return /^[A-Z0-9]+-\d+$/.test(id) ? [{ id, how, reason }] : [];
  });
}

/** What stories and browser tests show, by the ids that their names begin with. */
export function findShowings(root: string): readonly Showing[] {
  const stories = globSync("packages/react/src/**/*.stories.tsx", { cwd: root });
  const tests = globSync("tests/{browser,stories}/*.test.ts", { cwd: root });
  return [
    ...stories.flatMap((file) => showingsOf(root, file, "S", storyNames)),
    ...tests.flatMap((file) => showingsOf(root, file, "P", testTitles)),
  ];
}

type Names = (source: ts.SourceFile) => readonly string[];

function showingsOf(root: string, file: string, how: "P" | "S", names: Names): readonly Showing[] {
  const text = readFileSync(join(root, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return names(source).flatMap((name) =>
    [...(ids.exec(name)?.[0] ?? "").matchAll(/\[([^\]]+)\]/g)].map(([, id = ""]) => ({
      ...{ id, how, file },
    })),
  );
}

/** The names of stories that play. */
export function storyNames(source: ts.SourceFile): readonly string[] {
  return collect(source, (node) => {
    if (!ts.isObjectLiteralExpression(node)) return undefined;
    const plays = node.properties.some((property) => property.name?.getText() === "play");
    const name = node.properties.find((property) => property.name?.getText() === "name");
    if (!plays || !name || !ts.isPropertyAssignment(name)) return undefined;
    return textOf(name.initializer);
  });
}

/** The titles of tests that run: not of those that are skipped, or to be written. */
export function testTitles(source: ts.SourceFile): readonly string[] {
  return collect(source, (node) => {
    if (!ts.isCallExpression(node) || !node.arguments[0]) return undefined;
    const callee = node.expression.getText();
    if (!/^(it|test)\b/.test(callee) || /\.(skip|todo|fails|runIf)\b/.test(callee))
      return undefined;
    return textOf(node.arguments[0]);
  });
}

function textOf(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? node.head.text : undefined;
}

function collect(source: ts.Node, read: (node: ts.Node) => string | undefined): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    const text = read(node);
    if (text !== undefined) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
