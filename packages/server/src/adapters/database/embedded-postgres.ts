import { setTimeout as delay } from "node:timers/promises";
import { findPostgresBinaries } from "./embedded-postgres-binaries.ts";
import type { PostgresBinaries } from "./embedded-postgres-binaries.ts";
import { openCluster, ownerUrl } from "./embedded-postgres-cluster.ts";
import type { Cluster } from "./embedded-postgres-cluster.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { choosePostgresHome } from "./embedded-postgres-home.ts";
import type { HomeOptions, PostgresHome } from "./embedded-postgres-home.ts";
import { takeSessionLock } from "./embedded-postgres-lock.ts";
import type { SessionLock } from "./embedded-postgres-lock.ts";
import { findPostgresProcess, launchPostgres, stopPostgres } from "./embedded-postgres-process.ts";
import type { PostgresProcess } from "./embedded-postgres-process.ts";

export interface StartEmbeddedPostgresOptions extends HomeOptions {
  readonly dataDir: string;
  /** Takes lines for the log: what a curious operator may want to know later. */
  readonly log: (line: string) => void;
  /** Takes lines for the person who waits: what takes long just now. */
  readonly progress: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Connects as the owner of the database: no superuser, may make roles. */
  readonly url: string;
  /** Says which engine runs, where its data lies and what it survives. */
  readonly describe: string;
  /** Ends the server and gives up the lock; everything acknowledged is on disk. Safe to call twice. */
  stop(): Promise<void>;
}

/** Fits a small machine: a few hundred MB at full load, and no acknowledged transaction lost to a power cut. */
const SETTINGS = {
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  shared_buffers: "128MB",
  effective_cache_size: "512MB",
  max_connections: "100",
  max_wal_size: "1GB",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "warning",
  log_line_prefix: "%m [%p] ",
};

// A killed server's sessions end when PostgreSQL notices; until then its lock looks held.
const GRACE_MS = 2_000;
const RETRY_MS = 50;
const GIVE_UP_MS = 120_000;

/**
 * Starts the PostgreSQL that comes with Natter on a data folder, or adopts the one that a killed server left running there.
 * Rejects with an `EmbeddedPostgresError`; its code is `already-running` while another server uses the data folder.
 */
export async function startEmbeddedPostgres(
  options: StartEmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const home = await choosePostgresHome(options.dataDir, options);
  const binaries = await findPostgresBinaries({
    account: home.account,
    copyFolder: home.binariesFolder,
    progress: options.progress,
  });
  const cluster = await openCluster({ home, binaries, progress: options.progress });
  const { running, lock } = await takeCluster({ ...options, home, binaries, cluster });
  const url = ownerUrl(cluster, running.port);
  let stopping: Promise<void> | undefined;
  return {
    url,
    describe: `built-in PostgreSQL 18, data in ${cluster.dataFolder}; survives a crash and a power cut`,
    stop: () => (stopping ??= stopAll(cluster, running, lock)),
  };
}

interface TakeOptions extends StartEmbeddedPostgresOptions {
  readonly home: PostgresHome;
  readonly binaries: PostgresBinaries;
  readonly cluster: Cluster;
}

/** Ends with a server that runs and a lock that is ours, whoever started the server. */
async function takeCluster(
  options: TakeOptions,
): Promise<{ running: PostgresProcess; lock: SessionLock }> {
  const { cluster, log } = options;
  const giveUp = Date.now() + GIVE_UP_MS;
  let heldUntil: number | undefined;
  let lastError: unknown;
  while (Date.now() < giveUp) {
    const orphan = await findPostgresProcess(cluster.dataFolder);
    const running = orphan ?? (await launch(options));
    if (running?.ready) {
      try {
        const lock = await takeSessionLock(ownerUrl(cluster, running.port), { log });
        if (lock && orphan) log(`Adopted the PostgreSQL that was left running (pid ${orphan.pid})`);
        if (lock) return { running, lock };
        heldUntil ??= Date.now() + GRACE_MS;
        if (Date.now() > heldUntil) throw alreadyRunning(options.dataDir);
      } catch (error) {
        if (error instanceof EmbeddedPostgresError) throw error;
        lastError = error; // it is starting up or shutting down: look again
      }
    }
    await delay(RETRY_MS);
  }
  throw new EmbeddedPostgresError(
    "not-started",
    `The built-in PostgreSQL takes no connections. Its log is ${cluster.logFile}.`,
    { cause: lastError },
  );
}

async function launch(options: TakeOptions): Promise<PostgresProcess | null> {
  options.progress("Starting PostgreSQL");
  return launchPostgres({
    postgres: options.binaries.postgres,
    dataFolder: options.cluster.dataFolder,
    logFile: options.cluster.logFile,
    account: options.home.account,
    settings: SETTINGS,
    progress: options.progress,
  });
}

function alreadyRunning(dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    "already-running",
    `Natter is already running on ${dataDir}. Stop it first, or give this one another NATTER_DATA_DIR.`,
  );
}

async function stopAll(
  cluster: Cluster,
  running: PostgresProcess,
  lock: SessionLock,
): Promise<void> {
  // The lock goes with the server: given up before, a second start could adopt what is about to end.
  lock.expectEnd();
  await stopPostgres(cluster.dataFolder, running.pid);
  await lock.release();
}
