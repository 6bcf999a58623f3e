import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** Folders that hold what we wrote. */
const SOURCE_FOLDERS = ["packages", "apps", "scripts", "tests", "bench"];

const SKIPPED = new Set(["node_modules", "dist", ".cache", "coverage"]);

/**
 * Lists our source files below a root folder, as paths relative to it with forward slashes, in a stable order.
 *
 * @param {string} root
 * @param {RegExp} [pattern]
 * @returns {string[]}
 */
export function listSources(root, pattern = /\.([cm]?js|tsx?)$/) {
  return SOURCE_FOLDERS.flatMap((folder) => listFolder(join(root, folder)))
    .map((file) => relative(root, file).split(sep).join("/"))
    .filter((file) => pattern.test(file))
    .toSorted();
}

/** Whether a file serves tests only. @param {string} file */
export function isTestFile(file) {
  return /\.(test|test-d|scenarios|fixture|stories|bench)\.[cm]?[jt]sx?$|(^|\/)(tests|bench)\/|\/conformance\.ts$|\/test-[^/]+\.ts$/.test(
    file,
  );
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function listFolder(folder) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // a folder that is not there holds nothing
  }
  return entries.flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listFolder(path);
    return entry.isFile() ? [path] : [];
  });
}
