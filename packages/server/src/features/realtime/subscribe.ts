import type { RouteAnswer } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { chatLine, realtimeUser, signalLine } from "../../core/realtime-names.ts";
import { transact } from "../../core/transact.ts";
import { getAccess, type ChannelAccess } from "../channels/public.ts";
import { signConnectionToken, signSubscriptionToken } from "./realtime-tokens.ts";

/** Where the realtime connection is made, below the server's address. */
const realtimePath = "/connection/websocket";

/** A token for the caller's connection. */
export async function issueConnectionToken({
  engine,
  appId,
  userId,
}: UserCall): Promise<RouteAnswer<"realtime.token">> {
  const { token, expiresAt } = await signConnectionToken(engine.secrets, {
    appId,
    userId,
    now: engine.now(),
  });
  return { token, expiresAt: expiresAt.toISOString(), path: realtimePath };
}

/** Tokens for a channel's streams: its signals, and its durable events for those who do not get them by their own feed. */
export async function issueSubscriptionTokens(
  { engine, appId, userId }: UserCall,
  cid: string,
): Promise<RouteAnswer<"realtime.subscribe">> {
  const access = await transact(engine, appId, (tx) => getAccess(tx, cid, userId));
  const user = realtimeUser(appId, userId);
  const stream = async (channel: string) => ({
    channel,
    token: await signSubscriptionToken(engine.secrets, { user, channel, now: engine.now() }),
  });
  return {
    signals: await stream(signalLine(appId, cid)),
    durable: takesChatLine(access) ? await stream(chatLine(appId, cid)) : null,
  };
}

/** Members of a channel in feed mode get its events by their own feed, so that nothing arrives twice. */
export function takesChatLine(access: ChannelAccess): boolean {
  return access.mode === "room" || access.role === null;
}
