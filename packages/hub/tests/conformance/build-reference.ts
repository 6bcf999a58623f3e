import { execFile, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { apiKey, tokenSecret, type Target } from "./target.ts";

const run = promisify(execFile);
const source = fileURLToPath(new URL("./reference/", import.meta.url));
const cache = fileURLToPath(
  new URL("../../../../node_modules/.cache/natter-hub/", import.meta.url),
);

/** The reference server as a program, or why there is none on this machine. */
export async function buildReference(): Promise<{ program: string } | { reason: string }> {
  try {
    await run("go", ["version"]);
  } catch {
    return { reason: "Go is not installed" };
  }
  const program = `${cache}reference`;
  await mkdir(cache, { recursive: true });
  try {
    // One compiler at a time: this must not crowd out the tests that run beside it.
    await run("go", ["build", "-p", "1", "-o", program, "."], { cwd: source, timeout: 300_000 });
    return { program };
  } catch (error) {
    return { reason: `the reference does not build here: ${String(error).split("\n")[0]}` };
  }
}

/** Starts the reference on a free port. */
export async function startReference(program: string): Promise<Target> {
  const child = spawn(program, {
    env: { TOKEN_SECRET: tokenSecret },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^listening on (.*)$/.exec(line)?.[1];
    if (!address) continue;
    return {
      name: "reference",
      origin: `http://${address}`,
      apiKey,
      tokenSecret,
      async close() {
        child.kill();
        await exited;
      },
    };
  }
  throw new Error("the reference ended before it listened");
}
