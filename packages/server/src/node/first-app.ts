import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keyScopes, type AppId } from "@natter/contract";
import type { Engine } from "../core/engine.ts";
import { appExists, createApp, createKey } from "../features/apps/public.ts";

/** The app this server's own web page belongs to. The keys lie in the data folder, readable by the owner alone. */
export type FirstApp = {
  readonly appId: AppId;
  readonly appKey: string;
  readonly serverKey: string;
  readonly isNew: boolean;
};

/**
 * Finds the app of the web page, or makes it: `demo` with demo data, else `main`. Keys that were lost with the data
 * folder are replaced by new ones.
 */
export async function openFirstApp(
  engine: Engine,
  options: { dataDir: string; demo: boolean },
): Promise<FirstApp> {
  const id = (options.demo ? "demo" : "main") as AppId; // both are valid app ids
  const file = join(options.dataDir, `${id}.json`);
  if (await appExists(engine, id)) {
    const kept = await readKeys(file);
    if (kept) return { appId: id, ...kept, isNew: false };
    const granting = { engine, appId: id, own: keyScopes };
    const appKey = (await createKey(granting, { kind: "publishable", name: "Web app" })).value;
    const serverKey = (await createKey(granting, { kind: "secret", name: "Local tools" })).value;
    await writeKeys(file, { appKey, serverKey });
    return { appId: id, appKey, serverKey, isNew: false };
  }
  const made = await createApp(engine, { id, name: options.demo ? "Demo" : "Main" });
  const keys = { appKey: made.publishableKey, serverKey: made.secretKey };
  await writeKeys(file, keys);
  return { appId: id, ...keys, isNew: true };
}

type Keys = { appKey: string; serverKey: string };

async function readKeys(file: string): Promise<Keys | null> {
  try {
    const { appKey, serverKey } = JSON.parse(await readFile(file, "utf8")) as Partial<Keys>; // our own file, checked below
    return typeof appKey === "string" && typeof serverKey === "string"
      ? { appKey, serverKey }
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

async function writeKeys(file: string, keys: Keys): Promise<void> {
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
}
