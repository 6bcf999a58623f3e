import type { AppId } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { findKeyByHash, touchKeyRow, type LiveKey } from "./key-rows.ts";
import { hashKeyText } from "./key-text.ts";
import { findSigningKeyRow } from "./signing-key-rows.ts";

/** The live key with this text; null for one that is unknown, ended or revoked. */
export async function findKey(engine: Engine, appId: AppId, text: string): Promise<LiveKey | null> {
  const hash = await hashKeyText(text);
  return await transact(engine, appId, (tx) => findKeyByHash(tx, hash));
}

/** Notes that a key is used now. */
export function touchKey(engine: Engine, appId: AppId, keyId: string): Promise<void> {
  return transact(engine, appId, (tx) => touchKeyRow(tx, keyId));
}

type SigningKey = {
  readonly kid: string;
  readonly secret: string;
  readonly expiresAt: Date | null;
};

/** The app's live signing key of an id, or its newest one when none is named. Null when there is none. */
export async function findSigningKey(
  engine: Engine,
  appId: AppId,
  kid?: string,
): Promise<SigningKey | null> {
  const row = await transact(engine, appId, (tx) => findSigningKeyRow(tx, kid));
  if (!row) return null;
  const { sealedSecret, expiresAt } = row;
  return { kid: row.kid, secret: await engine.secrets.open(sealedSecret), expiresAt };
}
