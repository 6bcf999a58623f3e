import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { open, readFile, readlink, realpath, rename, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import type { Account } from "./embedded-postgres-home.ts";

/** A PostgreSQL server process, as its own postmaster.pid tells it. */
export interface PostgresProcess {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

export interface LaunchOptions {
  readonly postgres: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly account: Account | undefined;
  readonly settings: Readonly<Record<string, string>>;
  /** Whether the server ends with this process, however this process ends. Else it outlives us, to be adopted. */
  readonly endsWithUs?: boolean;
  readonly progress: (line: string) => void;
}

// The pipe from us reaches its end when we do, even by kill -9. Who waits for that end goes with the server: later, its pid
// may be another's.
const END_WITH_STDIN = `exec 3<&0
"$@" 3<&- & server=$!
{ cat <&3 >/dev/null; kill -INT $server; } & watch=$!
wait $server
kill $watch`;

const POLL_MS = 20;
const FAST_SHUTDOWN_MS = 30_000;
const LOG_LIMIT_BYTES = 8 * 1024 * 1024;

/** Whether a process with this id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Reads which server, if any, runs on a data folder; null when none does. */
export async function findPostgresProcess(dataFolder: string): Promise<PostgresProcess | null> {
  const file = join(dataFolder, "postmaster.pid");
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n");
  const pid = Number(lines[0]);
  if (!(pid > 0) || !isAlive(pid)) return null;
  if (!(await servesFolder(pid, dataFolder))) {
    // After a power loss the pid may belong to any other program by now, and PostgreSQL would refuse to start.
    await rm(file, { force: true });
    return null;
  }
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === "ready" };
}

/**
 * Starts a server on a free loopback port, in a session of its own so that Ctrl+C reaches us first, and waits until it
 * takes connections. Null when another server took the data folder meanwhile.
 */
export async function launchPostgres(options: LaunchOptions): Promise<PostgresProcess | null> {
  for (let attempt = 1; ; attempt += 1) {
    const logStart = await rotateLog(options.logFile);
    const exit = await launchOnce(options, await findFreePort());
    if (typeof exit !== "string") return exit;
    const words = (await readFile(options.logFile, "utf8")).slice(logStart);
    if (/lock file .* already exists|shared memory block .* is still in use/.test(words)) {
      return null;
    }
    const portWasTaken = /could not create any TCP\/IP sockets/.test(words);
    if (!portWasTaken || attempt === 5) throw startFailure(words, exit, options.logFile);
  }
}

/** Ends a server: no new work, open transactions rolled back, everything written. Resolves when it is gone. */
export async function stopPostgres(dataFolder: string, pid: number): Promise<void> {
  const signals: NodeJS.Signals[] = ["SIGINT", "SIGQUIT", "SIGKILL"];
  for (const signal of signals) {
    if (!(await isRunning(dataFolder, pid))) return;
    try {
      process.kill(pid, signal);
    } catch {
      return; // it ended between the two lines
    }
    const deadline = Date.now() + FAST_SHUTDOWN_MS;
    while (Date.now() < deadline && (await isRunning(dataFolder, pid))) await delay(POLL_MS);
  }
}

async function isRunning(dataFolder: string, pid: number): Promise<boolean> {
  return (await findPostgresProcess(dataFolder))?.pid === pid && isAlive(pid);
}

async function launchOnce(options: LaunchOptions, port: number): Promise<PostgresProcess | string> {
  const child = await spawnPostgres(options, port);
  let exit: string | undefined;
  child.once("exit", (code, signal) => (exit = `exit code ${code ?? signal}`));
  child.once("error", (error) => (exit = error.message));
  const slow = setInterval(() => options.progress("PostgreSQL is still recovering"), 5_000);
  try {
    while (exit === undefined) {
      const running = await findPostgresProcess(options.dataFolder);
      if (running?.ready && (running.pid === child.pid || options.endsWithUs)) {
        child.unref();
        return running;
      }
      await delay(POLL_MS);
    }
    return exit;
  } finally {
    clearInterval(slow);
  }
}

async function spawnPostgres(options: LaunchOptions, port: number): Promise<ChildProcess> {
  const settings = {
    ...options.settings,
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: "",
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const command = [options.postgres, "-D", options.dataFolder, ...args];
  if (options.endsWithUs) command.unshift("/bin/sh", "-c", END_WITH_STDIN, "sh");
  const [program = "", ...rest] = command;
  const log = await open(options.logFile, "a", 0o600);
  try {
    return spawn(program, rest, {
      cwd: "/",
      detached: true,
      env: { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" },
      stdio: [options.endsWithUs ? "pipe" : "ignore", log.fd, log.fd],
      ...options.account,
    });
  } finally {
    await log.close();
  }
}

/** Keeps one older log beside the current one, and answers where this start's words will begin. */
async function rotateLog(logFile: string): Promise<number> {
  const size = await stat(logFile).then(
    (stats) => stats.size,
    () => 0,
  );
  if (size <= LOG_LIMIT_BYTES) return size;
  await rename(logFile, `${logFile}.old`);
  return 0;
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Whether the process is a PostgreSQL of this very folder: such a one works in it. */
async function servesFolder(pid: number, dataFolder: string): Promise<boolean> {
  if (process.platform !== "linux") return true;
  const [workingFolder, program] = await Promise.all([
    readlink(`/proc/${pid}/cwd`).catch(() => ""),
    readlink(`/proc/${pid}/exe`).catch(() => ""),
  ]);
  // Replacing the binaries under a running server makes the link end in " (deleted)".
  const isPostgres = /\/postgres( \(deleted\))?$/.test(program);
  return isPostgres && workingFolder === (await realpath(dataFolder));
}

function startFailure(words: string, exit: string, logFile: string): EmbeddedPostgresError {
  const fatal = words.split("\n").findLast((line) => /FATAL|PANIC|ERROR/.test(line));
  const reason = fatal?.replace(/^.*?(?:FATAL|PANIC|ERROR):\s*/, "") ?? exit;
  return new EmbeddedPostgresError(
    "not-started",
    `The built-in PostgreSQL does not start: ${reason}. Its log is ${logFile}.`,
  );
}
