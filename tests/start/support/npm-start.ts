import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { delimiter } from "node:path";
import type { Checkout } from "./checkout.ts";

/** One `npm start`, as a person at a terminal sees it. */
export interface NpmStart {
  readonly port: number;
  /** Everything printed so far. */
  output(): string;
  /** Resolves with the printed address when the server says it is ready; rejects when it ends before. */
  readonly ready: Promise<string>;
  /** Resolves with the exit code of npm. */
  readonly exit: Promise<number | null>;
  /** Ctrl+C: the terminal signals everything that runs in it. */
  pressControlC(): void;
  /** Signals npm alone, as a supervisor would. */
  signalNpm(signal: NodeJS.Signals): void;
  /** kill -9 of everything in the terminal; a detached database is not in it. */
  killAll(): void;
  /** Whether any process of this terminal is still there. */
  isAnythingLeft(): boolean;
}

/**
 * Runs `npm start`, or `npm run` with another script, in a checkout as its user, with the machine's own Node, on a free port
 * unless told otherwise.
 */
export async function npmStart(
  { folder, home, user }: Checkout,
  environment: Record<string, string> = {},
  script = "start",
): Promise<NpmStart> {
  const port = Number(environment["PORT"] ?? (await findFreePort()));
  const child = spawn("npm", ["run", script], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: systemPath(), HOME: home, PORT: String(port), CI: "1", ...environment },
    ...user,
  });
  return watch(child, port);
}

function watch(child: ChildProcess, port: number): NpmStart {
  let text = "";
  const group = -(child.pid ?? 0);
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  const ready = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const address = /Natter is ready at (\S+)/.exec(text)?.[1];
      if (address) resolve(address);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    void exit.then((code) => reject(new Error(`npm start ended with ${code}:\n${text}`)));
  });
  ready.catch(() => undefined); // some tests want it to end
  return {
    port,
    ready,
    exit,
    output: () => text,
    pressControlC: () => process.kill(group, "SIGINT"),
    signalNpm: (signal) => void child.kill(signal),
    killAll: () => process.kill(group, "SIGKILL"),
    isAnythingLeft: () => {
      try {
        return process.kill(group, 0);
      } catch {
        return false;
      }
    },
  };
}

/** The PATH without this repository's own programs: a newcomer's Node is the machine's. */
function systemPath(): string {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules") && !folder.includes("node-gyp-bin"))
    .join(delimiter);
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
