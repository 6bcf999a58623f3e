// Dependency-free JavaScript for Node 20.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { findNode, root, toolEnvironment } from "./install.mjs";
import { showProgress } from "./progress.mjs";
import { runQuietly } from "./run-child.mjs";

/**
 * @typedef {object} Build
 * @property {string} what
 * @property {readonly string[]} sources Folders and files of everything that goes into it.
 * @property {RegExp} leftOut The names of files that do not.
 * @property {string} folder Where the command runs.
 * @property {string} output Below that folder.
 * @property {readonly string[]} command Arguments of Node; the first one is a script below the repository's root.
 */

/**
 * Builds something unless the last build was made from the very same sources. Throws with the tool's words when it fails.
 *
 * @param {Build} build
 */
export async function ensureBuilt(build, folder = root) {
  const { what, command } = build;
  const record = join(folder, build.folder, build.output, ".built-from");
  const hash = hashSources(build, folder);
  if (readOrNothing(record) === hash) return;
  const done = showProgress(`Building ${what}`);
  const [script = "", ...args] = command;
  const { code, output } = await runQuietly(findNode(folder), [join(folder, script), ...args], {
    cwd: join(folder, build.folder),
    env: toolEnvironment(folder),
  });
  done(code === 0 ? "done" : "failed");
  if (code !== 0) throw new Error(`Could not build ${what}:\n${output.trim()}`);
  writeFileSync(record, hash);
}

/**
 * A fingerprint of a build's sources; the same files give the same one on every machine.
 *
 * @param {Pick<Build, "sources" | "leftOut">} build
 */
export function hashSources({ sources, leftOut }, folder = root) {
  const hash = createHash("sha256");
  for (const source of sources) {
    for (const file of listFiles(join(folder, source), leftOut)) {
      hash
        .update(`${relative(folder, file)}\0`)
        .update(readFileSync(file))
        .update("\0");
    }
  }
  return hash.digest("hex");
}

/**
 * @param {string} path
 * @param {RegExp} leftOut
 * @returns {string[]}
 */
function listFiles(path, leftOut) {
  if (!statSync(path).isDirectory()) return leftOut.test(path) ? [] : [path];
  return readdirSync(path)
    .filter((name) => !["node_modules", "dist", ".cache"].includes(name))
    .toSorted()
    .flatMap((name) => listFiles(join(path, name), leftOut));
}

/** @param {string} file */
function readOrNothing(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // never built
  }
}
