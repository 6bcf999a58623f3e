// Dependency-free JavaScript for Node 20: it runs before anything is installed.
import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs a program quietly to its end. Its words come back for whoever reports the failure.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<{code: number, output: string}>}
 */
export function runQuietly(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code, signal) => resolve({ code: exitCode(code, signal), output }));
  });
}

/**
 * Runs a program in our place: our terminal, and every signal that asks us to end asks it instead. Resolves to its exit
 * code. The channel between us ends with us, so that it notices when we are killed outright.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runInOurPlace(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: ["inherit", "inherit", "inherit", "ipc"],
      ...options,
    });
    const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
    const passOn = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
    for (const signal of signals) process.on(signal, passOn);
    const stopWatching = endWithNpm(() => child.kill("SIGTERM"));
    const end = (/** @type {number} */ code) => {
      for (const signal of signals) process.off(signal, passOn);
      stopWatching();
      resolve(code);
    };
    child.on("error", (error) => {
      console.error(error.message);
      end(127);
    });
    child.on("exit", (code, signal) => end(exitCode(code, signal)));
  });
}

/**
 * Notices when npm is killed outright, which leaves us to another parent: who ends `npm start` means the server.
 *
 * @param {() => void} end
 * @returns {() => void} stops noticing
 */
function endWithNpm(end) {
  if (!process.env.npm_lifecycle_event) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, 500);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCode(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0);
}
