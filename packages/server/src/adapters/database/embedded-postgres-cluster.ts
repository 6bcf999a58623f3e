import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import type { PostgresBinaries } from "./embedded-postgres-binaries.ts";
import { CLUSTER_FOLDER } from "./embedded-postgres-home.ts";
import type { PostgresHome } from "./embedded-postgres-home.ts";
import { isAlive } from "./embedded-postgres-process.ts";

/** A database cluster on disk, complete: made wholly or not at all. */
export interface Cluster {
  readonly dataFolder: string;
  readonly logFile: string;
  readonly ownerPassword: string;
}

export interface OpenClusterOptions {
  readonly home: PostgresHome;
  readonly binaries: PostgresBinaries;
  readonly progress: (line: string) => void;
}

/** The role that owns the database: may make roles and databases, is no superuser, as with an operator's PostgreSQL. */
const OWNER = "natter";
const DATABASE = "natter";

/** Opens the home's cluster; makes it first if there is none. Safe to run twice at once and to be killed anywhere. */
export async function openCluster(options: OpenClusterOptions): Promise<Cluster> {
  const folder = join(options.home.folder, CLUSTER_FOLDER);
  const password = await readPassword(folder);
  if (password === undefined) {
    options.progress("Creating the database");
    await removeDeadDrafts(options.home.folder);
    await createCluster(folder, options);
  }
  return {
    dataFolder: join(folder, "data"),
    logFile: join(folder, "postgres.log"),
    ownerPassword: password ?? (await readPassword(folder)) ?? "",
  };
}

/** Where the owner reaches the cluster while it runs on a port. */
export function ownerUrl(cluster: Cluster, port: number): string {
  return `postgres://${OWNER}:${cluster.ownerPassword}@127.0.0.1:${port}/${DATABASE}`;
}

async function readPassword(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, "owner-password"), "utf8")).trim();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new EmbeddedPostgresError(
      "not-writable",
      `The database in ${folder} belongs to another user. Start as the user who made it, or point NATTER_DATA_DIR at another folder.`,
      { cause: error },
    );
  }
}

async function createCluster(folder: string, options: OpenClusterOptions): Promise<void> {
  const draft = `${folder}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await writeCluster(draft, options);
    await rename(draft, folder);
  } catch (error) {
    // Another process was quicker: its cluster is complete, ours goes.
    const lostTheRace = (await readPassword(folder)) !== undefined;
    await rm(draft, { recursive: true, force: true });
    if (!lostTheRace) throw error;
  }
}

async function writeCluster(draft: string, { home, binaries }: OpenClusterOptions): Promise<void> {
  const { account } = home;
  const dataFolder = join(draft, "data");
  const superuserPassword = newPassword();
  const ownerPassword = newPassword();
  const passwordFile = join(draft, "superuser-password");
  await mkdir(draft, { mode: account ? 0o711 : 0o700 }).catch((cause: unknown) => {
    throw new EmbeddedPostgresError(
      "not-writable",
      `The folder ${home.folder} is not writable. Make it writable for this user, or point NATTER_DATA_DIR at another one.`,
      { cause },
    );
  });
  await mkdir(dataFolder, { mode: 0o700 });
  await writeFile(passwordFile, `${superuserPassword}\n`, { mode: 0o600 });
  if (account) {
    await chown(dataFolder, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  await run(binaries.initdb, home, [
    ...["-D", dataFolder, "-U", "postgres", `--pwfile=${passwordFile}`],
    ...["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"],
    ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"],
  ]);
  if (account) await chown(passwordFile, 0, 0);
  await run(
    binaries.postgres,
    home,
    ["--single", "-D", dataFolder, "-c", "exit_on_error=on", "postgres"],
    [
      `CREATE ROLE ${OWNER} LOGIN NOSUPERUSER CREATEROLE CREATEDB PASSWORD '${ownerPassword}'`,
      `CREATE DATABASE ${DATABASE} OWNER ${OWNER}`,
    ],
  );
  await writeFile(join(draft, "owner-password"), `${ownerPassword}\n`, { mode: 0o600 });
}

function newPassword(): string {
  return randomBytes(24).toString("hex");
}

/** Runs a PostgreSQL program to its end under the home's account; its own words are in the error when it fails. */
async function run(
  program: string,
  home: PostgresHome,
  args: string[],
  lines: string[] = [],
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = execFile(
      program,
      args,
      { cwd: "/", env: { LC_ALL: "C", TZ: "UTC" }, ...home.account },
      (error, _stdout, stderr) => {
        if (error) reject(describeFailure(stderr.trim(), error));
        else resolve();
      },
    );
    child.stdin?.on("error", () => undefined); // it ended before it read all: the exit code tells why
    child.stdin?.end(lines.map((line) => `${line}\n`).join(""));
  });
}

function describeFailure(stderr: string, cause: Error): EmbeddedPostgresError {
  const sentence = /could not look up effective user ID/.test(stderr)
    ? "The built-in PostgreSQL needs a user with a name, and the user id of this process has no entry in /etc/passwd. Add one, or set DATABASE_URL to a PostgreSQL 15 or newer."
    : `The database could not be created: ${stderr.split("\n").at(-1) || cause.message}`;
  return new EmbeddedPostgresError("not-created", sentence, { cause });
}

async function removeDeadDrafts(homeFolder: string): Promise<void> {
  for (const name of await readdir(homeFolder)) {
    const pid = /^postgres-\d+\.new-(\d+)-/.exec(name)?.[1];
    if (pid === undefined || isAlive(Number(pid))) continue;
    await rm(join(homeFolder, name), { recursive: true, force: true });
  }
}
