import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, it } from "vitest";
import { heldBack } from "../../scripts/held-back.mjs";
import { findShowings, readRules, storyNames, testTitles, type Rule } from "./ux-rules.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rules = readRules(readFileSync(`${root}/SPEC/ux.md`, "utf8"));
const showings = findShowings(root);

function showingsOf({ id, how }: Rule): readonly string[] {
  const found = showings.filter((one) => one.id === id && (how === "S" || one.how === "P"));
  return [...new Set(found.map(({ file }) => nameOf(file)))];
}

/** A file that `npm test` holds back is named as such, and shows nothing. */
function nameOf(file: string): string {
  const isHeldBack = Object.keys(heldBack).some((held) => file.endsWith(held));
  return isHeldBack ? `${basename(file)} (held back)` : basename(file);
}

it("SPEC/ux.md has every rule once, marked P or S", () => {
  expect(rules.length).toBeGreaterThan(80);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  expect(rules.filter(({ how }) => how !== "P" && how !== "S")).toEqual([]);
});

it("no story and no test names a rule that there is not", () => {
  const known = new Set(rules.map(({ id }) => id));
  const families = new Set(rules.map(({ id }) => id.split("-")[0]));
  const ghosts = showings.filter(({ id }) => families.has(id.split("-")[0]) && !known.has(id));
  expect(ghosts).toEqual([]);
});

it("every rule is shown, or has its reason", () => {
  const table = rules.map((rule) => {
    const where = showingsOf(rule).join(", ");
    return `${rule.id.padEnd(7)} ${rule.how}  ${where || `not shown: ${rule.reason || "WITHOUT A REASON"}`}`;
  });
  const shown = rules.filter((rule) =>
    showingsOf(rule).some((name) => !name.endsWith("(held back)")),
  );
  console.log(
    `${table.join("\n")}\n${shown.length} of ${rules.length} rules of SPEC/ux.md are shown`,
  );
  const missing = rules.filter((rule) => rule.reason === "" && showingsOf(rule).length === 0);
  expect(missing.map(({ id, how }) => `${id} (${how})`)).toEqual([]);
});

it("a rule that is shown has no reason why not", () => {
  const both = rules.filter((rule) => rule.reason !== "" && showingsOf(rule).length > 0);
  expect(both.map(({ id }) => id)).toEqual([]);
});

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("some.tsx", text, ts.ScriptTarget.Latest, true);
}

it("a story counts only when it plays", () => {
  const source = parse(`
    export const One: Story = { name: "[SCR-3] plays", play: async () => {} };
    export const Two: Story = { name: "[SCR-4] only looks" };
  `);
  expect(storyNames(source)).toEqual(["[SCR-3] plays"]);
});

it("a test counts only when it runs", () => {
  const source = parse(`
    it("[SCR-1] runs", () => {});
    it.each([1])("[SCR-2] runs for each", () => {});
    it.skip("[SCR-5] does not", () => {});
    it.todo("[SCR-6] will");
  `);
  expect(testTitles(source)).toEqual(["[SCR-1] runs", "[SCR-2] runs for each"]);
});
