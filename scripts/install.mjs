// Dependency-free JavaScript for Node 20: it runs before anything is installed.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { showProgress } from "./progress.mjs";
import { runQuietly } from "./run-child.mjs";

/** The repository's root folder. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/** The oldest Node that runs the TypeScript sources as they are. */
const OLDEST = { major: 22, minor: 18 };

/** Installs the dependencies unless they are there, exactly as the lockfile says. Throws one sentence when it cannot. */
export async function ensureInstalled(folder = root) {
  if (isInstalled(folder)) return;
  const done = showProgress("Installing dependencies (npm ci)");
  const npm = npmCommand();
  const { code, output } = await runQuietly(
    npm.program,
    [
      ...npm.args,
      ...["ci", "--ignore-scripts", "--prefer-offline", "--include=dev", "--include=optional"],
      ...["--no-audit", "--no-fund", "--loglevel=error"],
    ],
    { cwd: folder },
  );
  done(code === 0 ? "done" : "failed");
  if (code !== 0) {
    throw new Error(`npm ci failed with exit code ${code}:\n${reason(output)}`);
  }
}

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes what it installed to a lockfile of its own there,
 * as its last step: an interrupted installation has none.
 */
export function isInstalled(folder = root) {
  const wanted = readPackages(join(folder, "package-lock.json"));
  const present = readPackages(join(folder, "node_modules", ".package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, want]) => {
    if (path === "") return true;
    const have = present[path];
    // Packages for other platforms are in the lockfile, never on disk.
    if (!have) return want.optional === true || want.devOptional === true || want.peer === true;
    return have.version === want.version && have.integrity === want.integrity;
  });
}

/** The Node that comes with the repository, or the running one when it is new enough. */
export function findNode(folder = root) {
  const own = join(folder, "node_modules", ".bin", "node");
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor))
    return process.execPath;
  throw new Error(
    `Natter brings its own Node for Linux (x64) and macOS (ARM) only. Install Node ${OLDEST.major}.${OLDEST.minor} or newer; this is ${process.version}.`,
  );
}

/** The environment for tools of the repository: they and what they start find its Node and its programs first. */
export function toolEnvironment(folder = root) {
  const programs = join(folder, "node_modules", ".bin");
  return { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH ?? ""}` };
}

function npmCommand() {
  const script = process.env.npm_execpath;
  if (script?.endsWith("npm-cli.js")) return { program: process.execPath, args: [script] };
  return { program: process.platform === "win32" ? "npm.cmd" : "npm", args: [] };
}

/**
 * @param {string} file
 * @returns {Record<string, {version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean}> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined; // not there, or cut off by a crash: both mean "install"
  }
}

/** The part of npm's words that says what is wrong; after it comes how npm is used. @param {string} output */
function reason(output) {
  const lines = output.trim().split("\n");
  const usage = lines.findIndex((line) => /Clean install a project|A complete log/.test(line));
  return lines.slice(0, usage === -1 ? 15 : Math.min(usage, 15)).join("\n");
}
