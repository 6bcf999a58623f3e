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
    // The rules and their test speak of what they forbid.
    .filter((file) => !/^scripts\/(rules\/|check-rules\.test\.ts)/.test(file))
    .flatMap((file) => [...judgeName(root, file), ...judgeLines(root, file)]);
  return { problems };
}

/**
 * @param {string} root
 * @param {string} file
 */
function judgeName(root, file) {
  const name = basename(file);
  if (EMPTY_NAMES.test(name)) {
    return [`${file}: "${name}" says nothing. Name the file after its export.`];
  }
  const isIndex = /^index\.tsx?$/.test(name) && !isTestFile(file);
  if (!isIndex || isEntry(root, file)) return [];
  return [`${file}: only what package.json exports is an index. Name the file after its export.`];
}

/**
 * Whether the file is one that its package offers to others.
 *
 * @param {string} root
 * @param {string} file
 */
function isEntry(root, file) {
  const [kind = "", name = "", ...path] = file.split("/");
  try {
    const manifest = readFileSync(join(root, kind, name, "package.json"), "utf8");
    return Object.values(JSON.parse(manifest).exports ?? {}).includes(`./${path.join("/")}`);
  } catch {
    return false; // no package, no entry
  }
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
