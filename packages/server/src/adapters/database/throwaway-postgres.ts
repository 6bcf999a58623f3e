import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgresBinaries } from "./embedded-postgres-binaries.ts";
import { openCluster, ownerUrl } from "./embedded-postgres-cluster.ts";
import { findAccount } from "./embedded-postgres-home.ts";
import { isAlive, launchPostgres, stopPostgres } from "./embedded-postgres-process.ts";

export interface ThrowawayPostgres {
  /** Connects as an owner with the same rights as the owner of a real database. */
  readonly url: string;
  /** Holds everything this server wrote. */
  readonly folder: string;
  /** Ends the server and removes the folder, unless it is to be kept: then until the next run. */
  stop(options: { keep: boolean }): Promise<void>;
}

/** Trades safety for speed: what a test wrote need not survive a power cut. */
const SETTINGS = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  shared_buffers: "128MB",
  max_connections: "300",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
};

/** Starts a fresh PostgreSQL for one test run. It ends with this process, even when that is killed. */
export async function startThrowawayPostgres({
  progress,
  copyFolder = join(tmpdir(), "natter-binaries"),
}: {
  progress: (line: string) => void;
  copyFolder?: string;
}): Promise<ThrowawayPostgres> {
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `natter-throwaway-${process.pid}-`));
  const account = await findAccount();
  if (account) await chmod(folder, 0o711);
  const binaries = await findPostgresBinaries({ account, copyFolder, progress });
  const home = { folder, binariesFolder: copyFolder, account };
  const cluster = await openCluster({ home, binaries, progress: () => undefined });
  const running = await launchPostgres({
    ...{ postgres: binaries.postgres, account, settings: SETTINGS, progress },
    ...{ dataFolder: cluster.dataFolder, logFile: cluster.logFile, endsWithUs: true },
  });
  if (!running) throw new Error(`Another server took ${folder}, a folder of this process alone.`);
  return {
    url: ownerUrl(cluster, running.port),
    folder,
    stop: async ({ keep }) => {
      await stopPostgres(cluster.dataFolder, running.pid);
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Clears away what earlier runs left or kept. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = /^natter-throwaway-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    // Another user's folder stays: it is theirs to clear.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
