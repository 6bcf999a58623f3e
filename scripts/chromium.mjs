// Dependency-free JavaScript for Node 20.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { showProgress } from "./progress.mjs";
import { runQuietly } from "./run-child.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Where Chromium is: CHROMIUM_PATH, else the first of its usual names on the PATH. Undefined when there is none. */
export function findChromium(environment = process.env) {
  const told = environment.CHROMIUM_PATH;
  if (told) return isProgram(told) ? told : undefined;
  const folders = [...(environment.PATH ?? "").split(delimiter), "/usr/bin", "/usr/local/bin"];
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...places, MAC].find(isProgram);
}

/**
 * Finds Chromium; as root on Debian or Ubuntu, installs it when there is none.
 *
 * @returns {Promise<{path: string | undefined, reason: string}>}
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return { path: found, reason: "" };
  if (process.env.CHROMIUM_PATH) {
    return missing(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which is no program`);
  }
  if (process.getuid?.() !== 0 || !isProgram("/usr/bin/apt-get")) {
    return missing(
      "there is no Chromium. Install it (on Debian: apt-get install chromium) or set CHROMIUM_PATH",
    );
  }
  const done = showProgress("Installing Chromium (apt-get)");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runQuietly("apt-get", ["update"], { env });
  const { code, output } = await runQuietly(
    "apt-get",
    ["install", "--yes", "--no-install-recommends", "chromium"],
    { env },
  );
  const installed = findChromium();
  done(installed ? "done" : "failed");
  if (installed) return { path: installed, reason: "" };
  return missing(
    `apt-get could not install Chromium (exit code ${code}): ${output.trim().split("\n").at(-1)}`,
  );
}

/** @param {string} reason */
function missing(reason) {
  return { path: undefined, reason };
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not for us to run
  }
}
