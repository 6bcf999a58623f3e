import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What JSON holds, for tests that know the route. */
export type Json = ReturnType<typeof JSON.parse>;

/** An answer, and the process that gave it. */
export type Answered = {
  readonly status: number;
  readonly body: Json;
  readonly process: string;
};

/** One connection to one of the processes. */
export type Line = {
  readonly process: string;
  call(method: string, path: string, headers: Headers, body?: unknown): Promise<Answered>;
};
type Headers = Record<string, string>;

/** Several server processes on one port, started as an operator starts them. */
export type ProcessGroup = {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  readonly serverKey: string;
  readonly appKey: string;
  output(): string;
  /** A connection to each process, by name. */
  lines(count: number): Promise<Map<string, Line>>;
  /** A figure of each process. */
  metric(name: string): Promise<Map<string, number>>;
  /** The processes that serve, as the system knows them. */
  workers(): number[];
  readonly exit: Promise<number | null>;
  /** As a terminal does it: to the primary and to all it forked. */
  signalAll(signal: NodeJS.Signals): void;
  isAnythingLeft(): boolean;
  end(): Promise<void>;
};

const main = fileURLToPath(new URL("../../../packages/server/src/node/main.ts", import.meta.url));

/** Starts the server with settings from `environment`, on a free port, with a data folder of its own unless one is given. */
export async function startProcessGroup(environment: Headers): Promise<ProcessGroup> {
  const dataDir =
    environment["NATTER_DATA_DIR"] ?? mkdtempSync(join(tmpdir(), "natter-processes-"));
  const child = spawn(process.execPath, [main], {
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      PORT: "0",
      NATTER_LOG_LEVEL: "warn",
      NATTER_DATA_DIR: dataDir,
      ...environment,
    },
  });
  const pid = child.pid ?? 0;
  const exit = new Promise<number | null>((resolve) => child.on("close", resolve));
  let text = "";
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      const ready = /Natter is ready at (\S+)/.exec(text)?.[1];
      if (ready) resolve(ready.replace("localhost", "127.0.0.1"));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void exit.then((code) => reject(new Error(`it ended with ${code}:\n${text}`)));
  });
  const keys = JSON.parse(
    readFileSync(
      join(dataDir, environment["DATABASE_URL"] === undefined ? "demo.json" : "main.json"),
      "utf8",
    ),
  ) as { serverKey: string; appKey: string }; // the server wrote it when it made its first app
  const agents: Agent[] = [];

  async function openLine(): Promise<Line> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    agents.push(agent);
    const call: Line["call"] = (method, path, headers, body) =>
      send(agent, url, { method, path, headers, body });
    return { process: (await call("GET", "/healthz", {})).process, call };
  }

  const signalAll = (signal: NodeJS.Signals): void => {
    process.kill(-pid, signal);
  };
  const isAnythingLeft = (): boolean => {
    try {
      return process.kill(-pid, 0);
    } catch {
      return false;
    }
  };

  return {
    ...{ url, pid, dataDir, exit, signalAll, isAnythingLeft, ...keys },
    output: () => text,
    async lines(count) {
      const lines = new Map<string, Line>();
      for (let tries = 0; lines.size < count && tries < 100; tries += 1) {
        const line = await openLine();
        if (!lines.has(line.process)) lines.set(line.process, line);
      }
      return lines;
    },
    async metric(name) {
      const page = await (await fetch(`${url}/metrics`)).text();
      const line = new RegExp(`^${name}\\{process="(\\w+)"\\} (\\d+)`, "gm");
      return new Map([...page.matchAll(line)].map(([, one = "", value]) => [one, Number(value)]));
    },
    workers: () => readChildren(pid),
    async end() {
      for (const agent of agents) agent.destroy();
      if (isAnythingLeft()) signalAll("SIGTERM");
      await exit;
      if (environment["NATTER_DATA_DIR"] === undefined)
        await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function readChildren(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.trim().split(" ").map(Number).filter(isNodeProcess);
}

/** A database that the primary started is its child too. */
function isNodeProcess(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(main);
}

type Sent = { method: string; path: string; headers: Headers; body: unknown };

function send(agent: Agent, url: string, { method, path, headers, body }: Sent): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request(
      `${url}${path}`,
      { agent, method, headers: { "content-type": "application/json", ...headers } },
      (response) => {
        const name = String(response.headers["x-natter-process"] ?? "");
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            body: text.startsWith("{") ? JSON.parse(text) : text,
            process: name,
          }),
        );
      },
    );
    asked.on("error", reject);
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
