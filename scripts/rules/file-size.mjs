import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isTestFile, listSources } from "./list-sources.mjs";

const HARD_STOP = 400;
const AIM = 200;

/** Files that are one long list by nature. */
const TABLES = [
  /-table\.ts$/,
  /\/migrations\//,
  /\.generated\.ts$/,
  /^packages\/contract\/src\/paths\.ts$/,
  /^packages\/react\/src\/index\.ts$/,
];

/**
 * Refuses source files over 400 lines, and warns when one in ten is over 200.
 *
 * @param {string} root
 * @returns {{problems: string[], warnings: string[]}}
 */
export function checkFileSize(root) {
  const sizes = listSources(root)
    .filter((file) => !isTestFile(file) && !TABLES.some((table) => table.test(file)))
    .map((file) => ({ file, lines: countLines(join(root, file)) }))
    .toSorted((one, other) => other.lines - one.lines);
  const problems = sizes
    .filter(({ lines }) => lines > HARD_STOP)
    .map(({ file, lines }) => `${file} has ${lines} lines; ${HARD_STOP} is the limit.`);
  const p90 = sizes[Math.floor(sizes.length / 10)]?.lines ?? 0;
  const warnings =
    p90 > AIM ? [`One file in ten has more than ${p90} lines; aim below ${AIM}.`] : [];
  return { problems, warnings };
}

/** @param {string} file */
function countLines(file) {
  return readFileSync(file, "utf8").trimEnd().split("\n").length;
}
