import type { Call, UserCall } from "../../core/call.ts";
import { realtimeUser } from "../../core/realtime-names.ts";
import { transact } from "../../core/transact.ts";
import { endSession, endSessionsOf, lockSession } from "./account-rows.ts";
import { clearRefreshCookie, readRefreshCookie } from "./refresh-cookie.ts";

/** What remembers tokens as good, and must forget them when their session ends. */
export type TokenCache = {
  forgetUser(appId: UserCall["appId"], userId: string): Promise<void>;
  /** Refuses an app that is suspended or gone. */
  assertOpen(appId: UserCall["appId"]): Promise<void>;
};

/** Ends the session of the request's cookie, or of its token. Without either there is nothing to end. */
export async function logOut(call: Call, cache: TokenCache): Promise<void> {
  const cookie = readRefreshCookie(call.http);
  const sessionId = cookie?.sessionId ?? (call.actor.type === "user" ? call.actor.sessionId : null);
  const appId = cookie?.appId ?? call.appId;
  clearRefreshCookie(call.http);
  if (sessionId === null || appId === null) return;
  const userId = await transact(call.engine, appId, async (tx) => {
    const session = await lockSession(tx, sessionId);
    if (session) await endSession(tx, session.id);
    return session?.userId;
  });
  if (userId === undefined) return;
  await cache.forgetUser(appId, userId);
  await call.engine.realtime.end({ appId, userId, sessionId });
}

/** Ends all sessions of the user, on every device, at once: tokens, refresh tokens and realtime connections. */
export async function logOutEverywhere(call: UserCall, cache: TokenCache): Promise<void> {
  const { engine, appId, userId } = call;
  await transact(engine, appId, (tx) => endSessionsOf(tx, userId));
  clearRefreshCookie(call.http);
  const forgotten = cache.forgetUser(appId, userId);
  engine.realtime.disconnect(realtimeUser(appId, userId));
  await forgotten;
}
