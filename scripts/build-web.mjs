// Dependency-free JavaScript for Node 20.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { findNode, root, toolEnvironment } from "./install.mjs";
import { showProgress } from "./progress.mjs";
import { runQuietly } from "./run-child.mjs";

/** Everything that goes into the web app. */
const SOURCES = [
  "apps/web",
  "packages/client",
  "packages/contract",
  "packages/react",
  "package-lock.json",
];

/** Builds the web app unless the last build was made from the very same sources. Throws with Vite's words when it fails. */
export async function ensureWebApp(folder = root) {
  const record = join(folder, "apps", "web", "dist", ".built-from");
  const hash = hashSources(folder);
  if (readOrNothing(record) === hash) return;
  const done = showProgress("Building the web app");
  const { code, output } = await runQuietly(
    findNode(folder),
    [join(folder, "node_modules", "vite", "bin", "vite.js"), "build", "--logLevel=warn"],
    { cwd: join(folder, "apps", "web"), env: toolEnvironment(folder) },
  );
  done(code === 0 ? "done" : "failed");
  if (code !== 0) throw new Error(`The web app could not be built:\n${output.trim()}`);
  writeFileSync(record, hash);
}

/** A fingerprint of the web app's sources; the same files give the same one on every machine. */
export function hashSources(folder = root) {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const file of listFiles(join(folder, source))) {
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
 * @returns {string[]}
 */
function listFiles(path) {
  if (!statSync(path).isDirectory()) return isTest(path) ? [] : [path];
  return readdirSync(path)
    .filter((name) => !["node_modules", "dist", ".cache"].includes(name))
    .toSorted()
    .flatMap((name) => listFiles(join(path, name)));
}

/** @param {string} path */
function isTest(path) {
  return /\.(test|stories)\.tsx?$/.test(path);
}

/** @param {string} file */
function readOrNothing(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // never built
  }
}
