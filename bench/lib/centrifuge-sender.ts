import { execFile, spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { FanOutPlan, Sender } from "./hub-worker.ts";
import { pinToCore } from "./pin-to-core.ts";

const run = promisify(execFile);
const source = fileURLToPath(new URL("./centrifuge-server/", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/natter-bench/", import.meta.url));
const program = `${cache}centrifuge-server`;

/** Builds the Go server on the official centrifuge library. Gives the reason where that cannot be done here. */
export async function buildCentrifuge(): Promise<string | null> {
  try {
    await run("go", ["version"]);
  } catch {
    return "Go is not installed";
  }
  await mkdir(cache, { recursive: true });
  try {
    await run("go", ["build", "-o", program, "."], { cwd: source, timeout: 600_000 });
    return null;
  } catch (error) {
    return `it does not build here: ${String(error).split("\n")[0]}`;
  }
}

/** Starts the built server as a sender on a free port; it ends with this process. */
export async function openCentrifuge(): Promise<{ sender: Sender; port: number }> {
  const child = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  pinToCore(0, child.pid);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async <Result>(): Promise<Result> => {
    const { value, done } = await lines.next();
    if (done) throw new Error("the Go server ended");
    return (JSON.parse(String(value)) as { result: Result }).result; // one line for each order, as its main.go writes
  };
  let turn: Promise<unknown> = Promise.resolve();
  const order = <Result>(what: { do: string } & Partial<FanOutPlan>): Promise<Result> => {
    const next = turn.then(() => {
      child.stdin.write(`${JSON.stringify(what)}\n`);
      return answer<Result>();
    });
    turn = next;
    return next;
  };
  const port = await answer<number>();
  let cpuBefore = 0;
  return {
    port,
    sender: {
      async publish(plan) {
        cpuBefore = await order<number>({ do: "cpu" });
        await order({ do: "publish", ...plan });
      },
      count: () => order({ do: "count" }),
      position: () => order({ do: "position" }),
      memory: () => order({ do: "memory" }),
      cpuSeconds: async () => (await order<number>({ do: "cpu" })) - cpuBefore,
    },
  };
}
