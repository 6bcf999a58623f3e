import { readdir, readFile, realpath } from "node:fs/promises";
import { join } from "node:path";
import { findPostgresProcess } from "../../../packages/server/src/adapters/database/embedded-postgres-process.ts";

/** The built-in database of a data folder: where it lives, and its process while one runs. */
export interface FoundDatabase {
  readonly home: string;
  readonly pid: number | undefined;
}

const SYSTEM_FOLDER = "/var/lib/natter";

/** Finds the database of a data folder, wherever its user's rights have put it. */
export async function findDatabase(dataDir: string): Promise<FoundDatabase | undefined> {
  const path = await realpath(dataDir).catch(() => undefined);
  if (path === undefined) return undefined;
  const system = await readdir(SYSTEM_FOLDER).catch(() => []);
  for (const home of [path, ...system.map((name) => join(SYSTEM_FOLDER, name))]) {
    const isHere = home === path || (await belongsTo(home)) === path;
    const names = isHere ? await readdir(home).catch(() => []) : [];
    if (!names.includes("postgres-18")) continue;
    const running = await findPostgresProcess(join(home, "postgres-18", "data"));
    return { home, pid: running?.pid };
  }
  return undefined;
}

async function belongsTo(home: string): Promise<string | undefined> {
  const text = await readFile(join(home, "belongs-to"), "utf8").catch(() => undefined);
  return text?.trim();
}
