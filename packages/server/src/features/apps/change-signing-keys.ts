import type { AppId, KeyListQuery, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { signingKeyView } from "./app-views.ts";
import { pageOfKeys } from "./key-cursor.ts";
import { assertRoomForKey } from "./key-policy.ts";
import { randomText } from "./key-text.ts";
import {
  expireOtherSigningKeys,
  insertSigningKey,
  listSigningKeyRows,
  lockLiveSigningKeys,
  revokeSigningKeyRow,
  type SigningKeyRow,
} from "./signing-key-rows.ts";

/** A new secret that signs user tokens, and how it is kept. */
export async function newSigningSecret(
  engine: Engine,
): Promise<{ kid: string; secret: string; sealedSecret: Uint8Array }> {
  const secret = randomText(43);
  return { kid: randomText(8), secret, sealedSecret: await engine.secrets.seal(secret) };
}

/** A page of an app's signing keys, the newest first, ended ones too. */
export async function listSigningKeys(
  engine: Engine,
  appId: AppId,
  query: KeyListQuery,
): Promise<RouteAnswer<"signingKeys.list">> {
  const { rows, next } = await pageOfKeys(
    query,
    ({ kid }: SigningKeyRow) => kid,
    (page) => transact(engine, appId, (tx) => listSigningKeyRows(tx, page)),
  );
  return { items: rows.map(signingKeyView), next, previous: null };
}

/** Makes a new signing key, which signs from now on; all others end after the overlap: those that would have been good longer. */
export async function rotateSigningKey(
  engine: Engine,
  appId: AppId,
  overlapSeconds: number,
): Promise<{ answer: RouteAnswer<"signingKeys.rotate">; others: readonly string[] }> {
  const { kid, secret, sealedSecret } = await newSigningSecret(engine);
  return await transact(engine, appId, async (tx) => {
    assertRoomForKey((await lockLiveSigningKeys(tx)).length);
    const row = await insertSigningKey(tx, { kid, sealedSecret });
    const end = new Date(tx.now.getTime() + overlapSeconds * 1_000);
    const others = await expireOtherSigningKeys(tx, kid, end);
    return { answer: { signingKey: signingKeyView(row), secret }, others };
  });
}

/** Revokes a signing key, unless it is the last: an app that cannot sign lets nobody log in. */
export function revokeSigningKey(engine: Engine, appId: AppId, kid: string): Promise<void> {
  return transact(engine, appId, async (tx) => {
    const live = await lockLiveSigningKeys(tx);
    if (!live.some((row) => row.kid === kid))
      throw new ChatError("key.not_found", "There is no live signing key with this kid.");
    if (live.length === 1) {
      throw new ChatError(
        "key.last",
        "This is the app's last signing key. Rotate first: with an overlap of 0 the old one ends at once.",
      );
    }
    await revokeSigningKeyRow(tx, kid);
  });
}
