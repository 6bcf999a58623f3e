import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readOrWriteOnce } from "../write-once.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** The uid and gid that PostgreSQL runs under when we are root; it refuses to run as root itself. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Where a cluster and, if needed, a copy of the binaries live. */
export interface PostgresHome {
  readonly folder: string;
  readonly binariesFolder: string;
  readonly account: Account | undefined;
}

/** The cluster's own folder in there. The major version is part of the name: PostgreSQL 19 cannot read what 18 wrote. */
export const CLUSTER_FOLDER = "postgres-18";

/** What tests replace to act as another person in another place. */
export interface HomeOptions {
  readonly systemFolder?: string;
  readonly uid?: number;
}

/**
 * Finds, and makes, the folder that holds the database of a data folder.
 *
 * An ordinary user's database lives in the data folder itself. Root's lives in /var/lib/natter, because the account
 * that runs it may not be able to enter the data folder (a checkout below /root, say). The name there depends on the path
 * and on an id kept in the data folder: who deletes the data folder starts afresh, as an ordinary user would.
 */
export async function choosePostgresHome(
  dataDir: string,
  { systemFolder = "/var/lib/natter", uid = process.getuid?.() }: HomeOptions = {},
): Promise<PostgresHome> {
  await makeFolder(dataDir, 0o700);
  const folder = await realpath(dataDir);
  const account = await findAccount(uid);
  if (!account) return { folder, binariesFolder: folder, account };
  const owner = await findClusterOwner(folder);
  if (owner) return { folder, binariesFolder: systemFolder, account: owner };

  const hash = createHash("sha256")
    .update(`${folder}\n${await instanceId(folder)}`)
    .digest("hex");
  const home = join(systemFolder, hash.slice(0, 16));
  await makeFolder(systemFolder, 0o711);
  await makeFolder(home, 0o711);
  await writeFile(join(home, "belongs-to"), `${folder}\n`, { mode: 0o600 });
  return { folder: home, binariesFolder: systemFolder, account };
}

/** The account that PostgreSQL must run under; undefined means our own. */
export async function findAccount(uid = process.getuid?.()): Promise<Account | undefined> {
  return uid === 0 ? findNobody() : undefined;
}

/** Who made the database in the data folder itself. Root then runs it as that user, and nothing seems lost. */
async function findClusterOwner(folder: string): Promise<Account | undefined> {
  const stats = await stat(join(folder, CLUSTER_FOLDER, "data")).catch(() => undefined);
  return stats && { uid: stats.uid, gid: stats.gid };
}

async function makeFolder(folder: string, mode: number): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode });
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "not-writable",
      `The folder ${folder} cannot be made. Make it writable for this user, or point NATTER_DATA_DIR at another one.`,
      { cause },
    );
  }
}

async function instanceId(folder: string): Promise<string> {
  try {
    return (await readOrWriteOnce(join(folder, "instance-id"), `${randomUUID()}\n`)).trim();
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "not-writable",
      `The folder ${folder} is not writable. Make it writable for this user, or point NATTER_DATA_DIR at another one.`,
      { cause },
    );
  }
}

async function findNobody(): Promise<Account> {
  const accounts = await readFile("/etc/passwd", "utf8").catch(() => "");
  const fields = accounts
    .split("\n")
    .find((line) => line.startsWith("nobody:"))
    ?.split(":");
  // macOS writes nobody as -2; the kernel wants it unsigned.
  return { uid: Number(fields?.[2] ?? 65534) >>> 0, gid: Number(fields?.[3] ?? 65534) >>> 0 };
}
