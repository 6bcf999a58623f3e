import { ChatError } from "@natter/contract/chat-error";
import type { SignedInAnswer } from "@natter/contract";
import type { AppCall } from "../../core/call.ts";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { randomText, signUserToken } from "../apps/public.ts";
import { getUser } from "../users/public.ts";
import { endSession, insertSession, lockSession, renewSession } from "./account-rows.ts";
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
    await insertSession(tx, { id: token.sessionId, userId, refreshHash, expiresAt });
    return await getUser(tx, userId);
  });
  setRefreshCookie(call.http, token, refreshSeconds);
  return { user, ...(await signAccessToken(engine, { ...token, userId })) };
}

/**
 * Goes on with the session of the request's cookie: a new access token and a new refresh token. An old refresh token
 * that turns up again was stolen or lost; either way the session ends.
 */
export async function refreshSession(
  call: { engine: Engine } & Pick<AppCall, "http">,
): Promise<SignedInAnswer> {
  const given = readRefreshCookie(call.http);
  if (!given) throw sessionEnded();
  const next: RefreshToken = { ...given, secret: randomText(43) };
  const [givenHash, refreshHash] = await Promise.all([
    hashSecret(given.secret),
    hashSecret(next.secret),
  ]);
  const user = await transact(call.engine, given.appId, async (tx) => {
    const session = await lockSession(tx, given.sessionId);
    if (!session) return null;
    if (!isSameHash(session.refreshHash, givenHash)) {
      await endSession(tx, session.id);
      return null;
    }
    const expiresAt = new Date(tx.now.getTime() + refreshSeconds * 1_000);
    await renewSession(tx, session.id, { refreshHash, expiresAt });
    return await getUser(tx, session.userId);
  });
  if (!user) {
    clearRefreshCookie(call.http);
    throw sessionEnded();
  }
  setRefreshCookie(call.http, next, refreshSeconds);
  return { user, ...(await signAccessToken(call.engine, { ...next, userId: user.id })) };
}

function sessionEnded(): ChatError {
  return new ChatError("account.session_ended", "There is no session to go on with. Log in again.");
}

type Session = Pick<RefreshToken, "appId" | "sessionId"> & { userId: string };

function signAccessToken(engine: Engine, { appId, sessionId, userId }: Session) {
  return signUserToken(engine, appId, { userId, sessionId, expiresInSeconds: accessSeconds });
}

async function hashSecret(secret: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)));
}

// Both sides are hashes of random text: their order of difference tells nothing worth knowing.
function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}
