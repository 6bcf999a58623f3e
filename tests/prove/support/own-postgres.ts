import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { startThrowawayPostgres } from "@natter/server/throwaway-postgres";
import { until } from "./wait.ts";

/** A PostgreSQL that keeps its promises (fsync, full page writes) and can be killed and started again at its address. */
export type OwnPostgres = {
  readonly url: string;
  readonly dataFolder: string;
  readonly postmaster: () => number;
  /** Ends every process of it with SIGKILL. */
  kill(): Promise<void>;
  /** Ends it as an operator would who cannot wait: sessions are cut, everything is written. */
  stopFast(): Promise<void>;
  /** Starts it at the same address, under what `wrap` says (such as strace), and resolves when it takes connections. */
  start(wrap?: readonly string[]): Promise<void>;
  remove(): Promise<void>;
};

// The pipe from us ends when we do, even by kill -9: nothing is left running.
const endsWithUs = `exec 3<&0
"$@" 3<&- & server=$!
{ cat <&3 >/dev/null; kill -INT $server; } & watch=$!
wait $server
kill $watch`;

/** Starts one. `settings` come on top of PostgreSQL's own. */
export async function startOwnPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<OwnPostgres> {
  const made = await startThrowawayPostgres({ progress: () => undefined });
  const dataFolder = findDataFolder(made.folder);
  const first = postmasterOf(dataFolder);
  const program = readlinkSync(`/proc/${first}/exe`);
  const args = readFileSync(`/proc/${first}/cmdline`, "utf8").split("\0").slice(1, -1);
  const owner = ownerOf(first);
  const lasting = {
    ...{ fsync: "on", synchronous_commit: "on", full_page_writes: "on", restart_after_crash: "on" },
    ...settings,
  };
  const all = [
    ...args,
    ...Object.entries(lasting).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  let child: ChildProcess | undefined;

  async function end(signal: NodeJS.Signals): Promise<void> {
    const pid = postmasterOf(dataFolder);
    const everyone = [pid, ...childrenOf(pid)];
    // A postmaster that is killed leaves its children to notice: they are killed with it.
    for (const one of signal === "SIGKILL" ? everyone : [pid]) tryKill(one, signal);
    await until(() => !everyone.some(isAlive), "PostgreSQL does not end.", 30_000);
  }

  const own: OwnPostgres = {
    url: made.url,
    dataFolder,
    postmaster: () => postmasterOf(dataFolder),
    kill: () => end("SIGKILL"),
    stopFast: () => end("SIGINT"),
    async start(wrap = []) {
      child = spawn("/bin/sh", ["-c", endsWithUs, "sh", ...wrap, program, ...all], {
        stdio: ["pipe", "ignore", "ignore"],
        cwd: "/",
        env: { LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" },
        ...owner,
      });
      child.unref();
      await until(() => isReady(dataFolder), "PostgreSQL does not start.", 60_000);
    },
    async remove() {
      await end("SIGINT").catch(() => undefined);
      child?.stdin?.destroy();
      await made.stop({ keep: false });
    },
  };
  await own.stopFast();
  await own.start();
  return own;
}

function findDataFolder(folder: string): string {
  const cluster = readdirSync(folder).find((name) => /^postgres-\d+$/.test(name));
  if (cluster === undefined) throw new Error(`There is no cluster in ${folder}.`);
  return join(folder, cluster, "data");
}

function postmasterOf(dataFolder: string): number {
  return Number(readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n")[0]);
}

function isReady(dataFolder: string): boolean {
  try {
    const lines = readFileSync(join(dataFolder, "postmaster.pid"), "utf8").split("\n");
    return isAlive(Number(lines[0])) && lines[7]?.trim() === "ready";
  } catch {
    return false; // it has not written it yet
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);
  } catch {
    return [];
  }
}

function ownerOf(pid: number): { uid?: number; gid?: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const [uid, gid] = ["Uid", "Gid"].map((name) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1]),
  );
  return process.getuid?.() === 0 && uid !== undefined && gid !== undefined ? { uid, gid } : {};
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself.
  }
}
