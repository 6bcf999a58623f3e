import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startThrowawayPostgres } from "@natter/server/throwaway-postgres";

/** A server as an operator runs it, on a PostgreSQL of its own, that can be killed and started again at the same address. */
export type World = {
  readonly url: string;
  readonly databaseUrl: string;
  /** What an operator calls the data folder. */
  readonly dataDir: string;
  readonly adminKey: string;
  /** Ends the server with SIGKILL and resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, as an operator does, and resolves when it is gone. */
  drain(): Promise<void>;
  /** The server's process; 0 while there is none. */
  pid(): number;
  /** Starts it again and resolves when it serves. */
  start(): Promise<void>;
  /** What the server printed. */
  output(): string;
  stop(): Promise<void>;
};

const main = fileURLToPath(new URL("../../../packages/server/src/node/main.ts", import.meta.url));
const adminKey = `ak_${"w".repeat(40)}`;

type WorldOptions = {
  /** A PostgreSQL of the caller's; one is started that trades safety for speed when not said. */
  readonly databaseUrl?: string;
  /** How much of what the server prints is kept; the last 100,000 letters when not said. */
  readonly keptOutput?: number;
};

/** Starts a world. `environment` adds to the server's settings; rate limits are off unless it says otherwise. */
export async function startWorld(
  environment: Record<string, string> = {},
  { databaseUrl, keptOutput = 100_000 }: WorldOptions = {},
): Promise<World> {
  const postgres =
    databaseUrl === undefined
      ? await startThrowawayPostgres({ progress: () => undefined })
      : { url: databaseUrl, stop: async () => undefined };
  const dataDir = await mkdtemp(join(tmpdir(), "natter-world-"));
  const port = await freePort();
  let server: ChildProcess | undefined;
  let text = "";

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [main], {
      // Over the last one the server notices when this process ends, however it does.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      env: {
        PATH: process.env["PATH"],
        PORT: String(port),
        DATABASE_URL: postgres.url,
        NATTER_DATA_DIR: dataDir,
        NATTER_ADMIN_KEY: adminKey,
        NATTER_LOG_LEVEL: "error",
        NATTER_RATE_LIMITS: "off",
        ...environment,
      },
    });
    child.channel?.unref();
    server = child;
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        text = (text + chunk.toString()).slice(-keptOutput);
        if (chunk.toString().includes("Natter is ready")) resolve();
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("exit", (code, signal) =>
        reject(new Error(`The server ended before it served (${signal ?? code}):\n${text}`)),
      );
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, "exit");
    server.kill(signal);
    await gone;
  }

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    databaseUrl: postgres.url,
    dataDir,
    adminKey,
    start,
    kill: () => end("SIGKILL"),
    drain: () => end("SIGTERM"),
    pid: () => server?.pid ?? 0,
    output: () => text,
    async stop() {
      await end("SIGTERM");
      await postgres.stop({ keep: false });
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo; // it listens on TCP
  probe.close();
  await once(probe, "close");
  return port;
}
