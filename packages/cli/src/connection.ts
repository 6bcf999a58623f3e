import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { CliError, UsageError } from "./cli-error.ts";
import type { CliConfig } from "./config.ts";

export type ConnectionOptions = {
  readonly endpoint: string | undefined;
  readonly key: string | undefined;
  readonly dataDir: string | undefined;
};

/** Which server to talk to, with which key, and whether the key is that of a server's own demo data. */
export type Connection = {
  readonly endpoint: string;
  readonly key: string;
  readonly isDemo: boolean;
};

/** What a server leaves in its data folder for tools on the same machine, readable by its owner alone. */
const KeyFile = z.object({ serverKey: z.string().startsWith("sk_") });

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Works out the server's address and key: options first, then the environment.
 * Without a key, a server on this machine is used by the key in its data folder.
 */
export async function findConnection(
  options: ConnectionOptions,
  config: Pick<CliConfig, "endpoint" | "key" | "dataDir">,
): Promise<Connection> {
  const { endpoint, url } = findEndpoint(options, config);
  const key = options.key ?? config.key;
  if (key !== undefined) {
    if (!/^sk_[a-z0-9]+_\S+$/.test(key)) {
      throw new UsageError("--key must be a server key: sk_, the app's id, _ and the secret");
    }
    return { endpoint, key, isDemo: false };
  }
  if (!loopbackHosts.has(url.hostname)) {
    throw new UsageError(`give the app's server key for ${endpoint}: --key sk_… or NATTER_KEY`);
  }
  return { endpoint, ...(await readLocalKey(options.dataDir ?? config.dataDir)) };
}

/** Works out the server's address and the platform's admin key: options first, then the environment. */
export async function findAdminConnection(
  options: Pick<ConnectionOptions, "endpoint" | "key">,
  config: Pick<CliConfig, "endpoint" | "adminKey">,
): Promise<Connection> {
  const { endpoint } = findEndpoint(options, config);
  const key = options.key ?? config.adminKey;
  if (key === undefined) {
    throw new UsageError(
      "give the admin key that the server was started with: --key ak_… or NATTER_ADMIN_KEY",
    );
  }
  if (!/^ak_\S+$/.test(key)) throw new UsageError("--key must be the platform's admin key: ak_…");
  return { endpoint, key, isDemo: false };
}

function findEndpoint(
  options: Pick<ConnectionOptions, "endpoint">,
  config: Pick<CliConfig, "endpoint">,
): { endpoint: string; url: URL } {
  const endpoint = options.endpoint ?? config.endpoint ?? "http://localhost:8800";
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`--endpoint must be an http or https address, not "${endpoint}"`);
  }
  return { endpoint, url };
}

async function readLocalKey(dataDir: string): Promise<{ key: string; isDemo: boolean }> {
  for (const name of ["demo", "main"]) {
    const path = join(dataDir, `${name}.json`);
    const text = await readIfThere(path);
    if (text !== null) return { key: parseKey(text, path), isDemo: name === "demo" };
  }
  throw new UsageError(
    `give a server key with --key or NATTER_KEY; there is none in ${dataDir} either ` +
      "(--data-dir says where a server on this machine keeps its data)",
  );
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new CliError(`${path} cannot be read (${code}): give a server key with --key`);
  }
}

function parseKey(text: string, path: string): string {
  try {
    return KeyFile.parse(JSON.parse(text)).serverKey;
  } catch {
    // Whatever is wrong with it, the cure is the same.
    throw new CliError(`${path} holds no server key: start the server again, or give --key`);
  }
}
