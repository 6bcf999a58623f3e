#!/usr/bin/env node
// Runs under any Node from 18 on and depends on nothing: it only finds a Node that can strip types.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const main = new URL("../src/main.ts", import.meta.url);

if (major > 22 || (major === 22 && minor >= 18)) {
  await import(main.href);
} else {
  const own = fileURLToPath(new URL("../../../node_modules/.bin/node", import.meta.url));
  if (existsSync(own)) {
    const self = fileURLToPath(import.meta.url);
    const run = spawnSync(own, [self, ...process.argv.slice(2)], { stdio: "inherit" });
    if (run.signal) process.kill(process.pid, run.signal);
    process.exitCode = run.status ?? 1;
  } else {
    console.error(
      `natter needs Node 22.18 or newer, and this is Node ${process.versions.node}. ` +
        "Run npm install in the repository (it brings its own), or install a newer Node.",
    );
    process.exitCode = 1;
  }
}
