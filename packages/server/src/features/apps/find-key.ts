import type { AppId, KeyKind } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { findKeyByHash, findSigningKeyRow, newestSigningKeyRow } from "./app-rows.ts";
import { hashKeyText } from "./key-text.ts";

/** The live key with this text; null for one that is unknown or revoked. */
export async function findKey(
  engine: Engine,
  appId: AppId,
  text: string,
): Promise<{ id: string; kind: KeyKind } | null> {
  const hash = await hashKeyText(text);
  return await transact(engine, appId, (tx) => findKeyByHash(tx, hash));
}

type SigningKey = { readonly kid: string; readonly secret: string };

/** The app's live signing key of an id, or its newest one when none is named. Null when there is none. */
export async function findSigningKey(
  engine: Engine,
  appId: AppId,
  kid?: string,
): Promise<SigningKey | null> {
  const row = await transact(engine, appId, (tx) =>
    kid === undefined ? newestSigningKeyRow(tx) : findSigningKeyRow(tx, kid),
  );
  return row && { kid: row.kid, secret: await engine.secrets.open(row.sealedSecret) };
}
