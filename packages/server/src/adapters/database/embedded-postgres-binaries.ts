import { execFile } from "node:child_process";
import { chmod, cp, lstat, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import type { Account } from "./embedded-postgres-home.ts";

/** Absolute paths of programs that the given account has been seen to run. */
export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
}

export interface FindBinariesOptions {
  readonly account: Account | undefined;
  /** Where a copy goes when the account cannot reach, or this user cannot complete, the installed ones. */
  readonly copyFolder: string;
  readonly progress: (line: string) => void;
  /** The package's folder; tests point it at a damaged or hidden one. */
  readonly packageFolder?: string;
}

/** Finds PostgreSQL programs that the account can run, copying them to where it can if it must. */
export async function findPostgresBinaries(
  options: FindBinariesOptions,
): Promise<PostgresBinaries> {
  const packageFolder = options.packageFolder ?? findPackageFolder();
  const installed = join(packageFolder, "native");
  await restoreSymlinks(packageFolder);
  if ((await whyNotRunnable(installed, options.account)) === undefined) return programs(installed);

  const copy = await copyBinaries(packageFolder, options);
  const reason = await whyNotRunnable(copy, options.account);
  if (reason === undefined) return programs(copy);
  throw new EmbeddedPostgresError(
    "no-binary",
    `The PostgreSQL that comes with Natter does not run on this machine (${reason}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
  );
}

function programs(folder: string): PostgresBinaries {
  return { postgres: join(folder, "bin", "postgres"), initdb: join(folder, "bin", "initdb") };
}

function findPackageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // The platform's package is a dependency of embedded-postgres, not of ours: resolve it from there.
    const fromWrapper = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return dirname(dirname(fromWrapper.resolve(name)));
  } catch (cause) {
    throw new EmbeddedPostgresError(
      "no-binary",
      `There is no built-in PostgreSQL for ${platform} on ${process.arch} (${name} is not installed). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

/** npm packages cannot hold symlinks; a postinstall script makes them, unless scripts were not allowed to run. */
async function restoreSymlinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, "native", "pg-symlinks.json"), "utf8").catch(
    () => "[]",
  );
  // The package's own generator wrote this file: pairs of paths relative to its folder.
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(packageFolder, target);
    try {
      await symlink(relative(dirname(target), source), path);
    } catch {
      // It is there already, or the folder is read-only: whether the programs run is tried next.
    }
  }
}

async function whyNotRunnable(
  folder: string,
  account: Account | undefined,
): Promise<string | undefined> {
  try {
    await promisify(execFile)(programs(folder).postgres, ["--version"], { cwd: "/", ...account });
    return undefined;
  } catch (error) {
    return error instanceof Error ? (error.message.trim().split("\n").at(-1) ?? "") : String(error);
  }
}

async function copyBinaries(
  packageFolder: string,
  { copyFolder, progress }: FindBinariesOptions,
): Promise<string> {
  const { version } = createRequire(import.meta.url)(join(packageFolder, "package.json")) as {
    version: string; // every installed package has one
  };
  const copy = join(copyFolder, `postgresql-${version}`);
  if (await exists(copy)) return join(copy, "native");

  progress("Copying PostgreSQL to where it can run");
  const draft = `${copy}.${process.pid}`;
  await cp(join(packageFolder, "native"), join(draft, "native"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await restoreSymlinks(draft);
  await openToReaders(draft);
  try {
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another process was quicker: its copy is as good.
    if (!(await exists(copy))) throw error;
  }
  return join(copy, "native");
}

/** A strict umask at install time may have left the files to their owner alone. */
async function openToReaders(path: string): Promise<void> {
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return;
  const executable = stats.isDirectory() || basename(dirname(path)) === "bin";
  await chmod(path, executable ? 0o755 : 0o644);
  if (!stats.isDirectory()) return;
  for (const entry of await readdir(path)) await openToReaders(join(path, entry));
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
