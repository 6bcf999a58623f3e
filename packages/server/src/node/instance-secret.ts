import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { readOrWriteOnce } from "../adapters/write-once.ts";

/**
 * Reads the secret of this installation; makes it at the first start, readable by its owner alone. Two servers that start
 * at once get the same one.
 */
export async function readInstanceSecret(dataDir: string): Promise<string> {
  const file = join(dataDir, "secret");
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const made = `${randomBytes(32).toString("hex")}\n`;
  const secret = (await readOrWriteOnce(file, made)).trim();
  if (secret.length >= 32) return secret;
  throw new Error(
    `The secret in ${file} is damaged. Put the old one back, or remove the file: then everybody signs in again.`,
  );
}
