import { ChatError } from "@natter/contract/chat-error";
import type { SignedInAnswer, User } from "@natter/contract";
import type { AppCall, Call } from "../../core/call.ts";
import type { Engine } from "../../core/engine.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { randomText, signUserToken } from "../apps/public.ts";
import { assertNotBanned } from "../ban-register/public.ts";
import { getUser } from "../users/public.ts";
import { endSession, insertSession, lockSession, renewSession } from "./account-rows.ts";
import type { TokenCache } from "./log-out.ts";
import {
  clearRefreshCookie,
  readRefreshCookie,
  setRefreshCookie,
  type RefreshToken,
} from "./refresh-cookie.ts";

const accessSeconds = 15 * 60;
const refreshSeconds = 30 * 24 * 60 * 60;

/** Begins a session for a user: an access token in the answer, a refresh token in the cookie. */
export async function beginSession(call: AppCall, userId: string): Promise<SignedInAnswer> {
  const { engine, appId } = call;
  const token = { appId, sessionId: engine.newId(), secret: randomText(43) };
  const refreshHash = await hashSecret(token.secret);
  const user = await transact(engine, appId, async (tx) => {
    const expiresAt = new Date(tx.now.getTime() + refreshSeconds * 1_000);
    await assertNotBanned(tx, userId);
    await insertSession(tx, { id: token.sessionId, userId, refreshHash, expiresAt });
    return await getUser(tx, userId);
  });
  setRefreshCookie(call.http, token, refreshSeconds);
  return { user, ...(await signAccessToken(engine, { ...token, userId })) };
}

/**
 * Goes on with the session of the request's cookie: a new access token and a new refresh token. An old refresh token
 * that turns up again was stolen or lost; either way the session ends, with all its tokens.
 */
export async function refreshSession(call: Call, cache: TokenCache): Promise<SignedInAnswer> {
  const given = readRefreshCookie(call.http);
  if (!given) throw sessionEnded();
  const { appId } = given;
  await cache.assertOpen(appId);
  const next: RefreshToken = { ...given, secret: randomText(43) };
  const renewed = await transact(call.engine, appId, async (tx) => rotate(tx, given, next));
  if (renewed?.user) {
    setRefreshCookie(call.http, next, refreshSeconds);
    const userId = renewed.user.id;
    return { user: renewed.user, ...(await signAccessToken(call.engine, { ...next, userId })) };
  }
  if (renewed) await cache.forgetUser(appId, renewed.endedFor);
  clearRefreshCookie(call.http);
  throw sessionEnded();
}

type Renewed = { user: User; endedFor?: never } | { user?: never; endedFor: string };

async function rotate(tx: Tx, given: RefreshToken, next: RefreshToken): Promise<Renewed | null> {
  const session = await lockSession(tx, given.sessionId);
  if (!session) return null;
  if (!isSameHash(session.refreshHash, await hashSecret(given.secret))) {
    await endSession(tx, session.id);
    return { endedFor: session.userId };
  }
  const expiresAt = new Date(tx.now.getTime() + refreshSeconds * 1_000);
  await renewSession(tx, session.id, { refreshHash: await hashSecret(next.secret), expiresAt });
  await assertNotBanned(tx, session.userId);
  return { user: await getUser(tx, session.userId) };
}

function sessionEnded(): ChatError {
  return new ChatError("account.session_ended", "There is no session to go on with. Log in again.");
}

type Session = Pick<RefreshToken, "appId" | "sessionId"> & { userId: string };

async function signAccessToken(engine: Engine, { appId, sessionId, userId }: Session) {
  const claims = { userId, sessionId, expiresInSeconds: accessSeconds };
  const { token, expiresAt } = await signUserToken(engine, appId, claims);
  return { token, expiresAt };
}

async function hashSecret(secret: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)));
}

// Both sides are hashes of random text: their order of difference tells nothing worth knowing.
function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
