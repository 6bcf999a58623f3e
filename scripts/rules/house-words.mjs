import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isTestFile, listSources } from "./list-sources.mjs";

/** Names that say nothing about what is inside. */
const EMPTY_NAMES =
  /^(utils?|helpers?|managers?|services?|common|misc|shared|types)\.[cm]?[jt]sx?$/;

/** @type {{name: RegExp, cure: string, files?: (file: string) => boolean}[]} */
const LINES = [
  {
    name: /^\s*export \* /,
    cure: "Name what is exported: nobody can see a public surface of stars.",
    files: (file) => file !== "packages/contract/src/index.ts",
  },
  {
    name: /(\/\/|\/?\*).*\b(TODO|FIXME|XXX|HACK)\b/,
    cure: "Do it, or open an issue and leave the comment out.",
  },
  {
    name: /await new Promise\(.*setTimeout\(\w+, [\d_]+\)|await (sleep|delay|setTimeout)\(/,
    cure: "A test waits for an event, or polls with vi.waitFor: never for a time.",
    files: (file) => /\.test\.tsx?$/.test(file),
  },
];

/**
 * Refuses words that the linter has no rule for.
 *
 * @param {string} root
 * @returns {{problems: string[]}}
 */
export function checkHouseWords(root) {
  const problems = listSources(root)
    .filter((file) => !file.startsWith("scripts/rules/"))
    .flatMap((file) => [...judgeName(file), ...judgeLines(root, file)]);
  return { problems };
}

/** @param {string} file */
function judgeName(file) {
  const name = basename(file);
  if (EMPTY_NAMES.test(name))
    return [`${file}: "${name}" says nothing. Name the file after its export.`];
  const isInnerIndex =
    /^index\.tsx?$/.test(name) && !/^(packages|apps)\/[^/]+\/src\/index\.tsx?$/.test(file);
  if (isInnerIndex && !isTestFile(file)) {
    return [`${file}: a package has one index, at its root. Import the real file.`];
  }
  return [];
}

/**
 * @param {string} root
 * @param {string} file
 */
function judgeLines(root, file) {
  const rules = LINES.filter(({ files }) => files?.(file) ?? true);
  return readFileSync(join(root, file), "utf8")
    .split("\n")
    .flatMap((line, index) =>
      rules
        .filter(({ name }) => name.test(line))
        .map(({ cure }) => `${file}:${index + 1} ${line.trim().slice(0, 80)}\n    ${cure}`),
    );
}
