import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createApi, type Api } from "@natter/client";
import { testDatabase } from "@natter/testing/test-database";

const program = fileURLToPath(
  new URL("../../../packages/server/src/node/main.ts", import.meta.url),
);

/** The whole product as a process of its own: API, realtime and the built web app on one port. */
export type ChatServer = {
  readonly url: string;
  /** Registers an account and answers an API caller with its token. */
  readonly register: (username: string) => Promise<Api>;
  /** An API caller with the server key of the app. */
  readonly asServer: () => Promise<Api>;
  /** Ends it the hard way and starts it again on the same port and data. */
  readonly killAndRestart: () => Promise<void>;
  /** Moves the server's clock twenty minutes ahead: longer than an access token lives. Only with `movableClock`. */
  readonly moveClock: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const password = "correct horse battery";

const movableClock = new URL("movable-clock.ts", import.meta.url);

export type ChatServerOptions = { readonly demo?: boolean; readonly movableClock?: boolean };

/** Starts the product for one test file, on a database of its own. */
export async function startChatServer(
  file: string,
  { demo = false, movableClock: isMovable = false }: ChatServerOptions = {},
): Promise<ChatServer> {
  const database = await testDatabase(file);
  const dataDir = await mkdtemp(join(tmpdir(), "natter-browser-"));
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: String(port),
    DATABASE_URL: database.url,
    NATTER_DATA_DIR: dataDir,
    NATTER_DEMO: demo ? "on" : "off",
    NATTER_RATE_LIMITS: "off",
    NATTER_LOG_LEVEL: "error",
    ...(isMovable ? { NODE_OPTIONS: `--import=${movableClock.href}` } : {}),
  };
  let child = await run(environment);

  return {
    url,
    register: async (username) => {
      const response = await fetch(`${url}/config.json`);
      const { appKey } = (await response.json()) as { appKey: string }; // what the server promises
      const open = createApi({ endpoint: url, appKey });
      const { token } = await open("accounts.register", { body: { username, password } });
      return createApi({ endpoint: url, appKey, getToken: () => Promise.resolve(token) });
    },
    asServer: async () => {
      const kept = await readFile(join(dataDir, demo ? "demo.json" : "main.json"), "utf8");
      const { appKey, serverKey } = JSON.parse(kept) as { appKey: string; serverKey: string }; // the server wrote it
      return createApi({ endpoint: url, appKey, getToken: () => Promise.resolve(serverKey) });
    },
    killAndRestart: async () => {
      await end(child, "SIGKILL");
      child = await run(environment);
    },
    moveClock: () =>
      new Promise((resolve) => {
        child.stdout?.on("data", function onData(chunk: Buffer) {
          if (!chunk.toString().includes("The clock is")) return;
          child.stdout?.off("data", onData);
          resolve();
        });
        child.kill("SIGUSR2");
      }),
    stop: async () => {
      await end(child, "SIGTERM");
      await rm(dataDir, { recursive: true, force: true });
      await database.drop();
    },
  };
}

function run(environment: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Natter is ready")) resolve(child);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", (code) => reject(new Error(`The server ended with ${code}:\n${output}`)));
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill(signal);
  });
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
