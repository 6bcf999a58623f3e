import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { suites } from "../../scripts/prove-suites.mjs";

// Not a bar: so long a busy machine may take for what a quiet one does in half a minute.
const longestMs = 600_000;
const tier = Object.entries(suites).filter(([, { quick }]) => quick !== null);

describe("the quick tier", () => {
  test.each(tier)(
    "%s holds",
    async (_id, { program }) => {
      const { code, output } = await runToEnd(program);
      expect(code, output.slice(-4_000)).toBe(0);
    },
    longestMs,
  );
});

async function runToEnd(program: string): Promise<{ code: number | null; output: string }> {
  const path = fileURLToPath(new URL(`../../${program}`, import.meta.url));
  const child = spawn(process.execPath, [path, "--quick"], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}
