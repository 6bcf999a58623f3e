import {
  keyScopes,
  type AppId,
  type KeyInput,
  type KeyListQuery,
  type KeyScope,
  type RouteAnswer,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Engine } from "../../core/engine.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { keyView } from "./app-views.ts";
import { pageOfKeys } from "./key-cursor.ts";
import { assertMayGrant, assertRoomForKey } from "./key-policy.ts";
import {
  countLiveKeys,
  expireKeyRow,
  insertKey,
  listKeyRows,
  lockLiveKey,
  revokeKeyRow,
  type KeyRow,
} from "./key-rows.ts";
import { hashKeyText, keyHint, newKeyText } from "./key-text.ts";

type Granting = {
  readonly engine: Engine;
  readonly appId: AppId;
  readonly own: readonly KeyScope[];
};

/** A page of an app's keys, the newest first, ended ones too. */
export async function listKeys(
  engine: Engine,
  appId: AppId,
  query: KeyListQuery,
): Promise<RouteAnswer<"keys.list">> {
  const { rows, next } = await pageOfKeys(
    query,
    ({ id }: KeyRow) => id,
    (page) => transact(engine, appId, (tx) => listKeyRows(tx, page)),
  );
  return { items: rows.map(keyView), next, previous: null };
}

/** Creates a key of an app by a key with scopes of its own; `value` is shown this once. */
export function createKey(
  { engine, appId, own }: Granting,
  input: KeyInput,
): Promise<RouteAnswer<"keys.create">> {
  return transact(engine, appId, async (tx) => {
    assertRoomForKey(await countLiveKeys(tx));
    if (input.kind === "secret") assertMayGrant(own, input.scopes ?? keyScopes);
    return await addKey(tx, input);
  });
}

/** Replaces a key by a new one of the same kind, name and scopes; the old one ends after the overlap. */
export function rotateKey(
  { engine, appId, own }: Granting,
  { keyId, overlapSeconds }: { keyId: string; overlapSeconds: number },
): Promise<RouteAnswer<"keys.rotate">> {
  return transact(engine, appId, async (tx) => {
    const old = await lockLiveKey(tx, keyId);
    if (!old) throw keyNotFound();
    assertMayGrant(own, old.scopes);
    assertRoomForKey(await countLiveKeys(tx));
    const end = tx.now.getTime() + overlapSeconds * 1_000;
    await expireKeyRow(tx, keyId, new Date(Math.min(end, old.expiresAt?.getTime() ?? end)));
    const { kind, name, scopes } = old;
    return await addKey(tx, { kind, name, ...(kind === "secret" ? { scopes } : {}) });
  });
}

/** Revokes a key; the caller makes every process forget it. */
export async function revokeKey(engine: Engine, appId: AppId, keyId: string): Promise<void> {
  const isRevoked = await transact(engine, appId, (tx) => revokeKeyRow(tx, keyId));
  if (!isRevoked) throw keyNotFound();
}

/** Adds a key to the app of a transaction. */
export async function addKey(
  tx: Tx,
  { kind, name, scopes = [...keyScopes], expiresAt }: KeyInput,
): Promise<RouteAnswer<"keys.create">> {
  const value = newKeyText(kind, tx.appId);
  const row = await insertKey(tx, {
    id: tx.engine.newId(),
    kind,
    name,
    hash: await hashKeyText(value),
    hint: keyHint(value),
    scopes: kind === "secret" ? [...new Set(scopes)] : [],
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
  });
  return { key: keyView(row), value };
}

function keyNotFound(): ChatError {
  return new ChatError("key.not_found", "There is no live key with this id.");
}
