import type { RouteAnswer } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import {
  chatLine,
  realtimeUser,
  signalLine,
  type SignalAudience,
} from "../../core/realtime-names.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { getAccess, type ChannelAccess } from "../channels/public.ts";
import { findPrivacy, openPrivacy } from "../settings/public.ts";
import { signConnectionToken, signSubscriptionToken } from "./realtime-tokens.ts";

/** Where the realtime connection is made, below the server's address. */
const realtimePath = "/connection/websocket";

const byServer = { tokenId: null, keyId: null, sessionId: null };

/** A token for the caller's connection, good as long as the user token that it was asked for with. */
export async function issueConnectionToken({
  engine,
  appId,
  userId,
  actor,
}: UserCall): Promise<RouteAnswer<"realtime.token">> {
  const token = actor.type === "user" ? actor.token : undefined;
  const now = engine.now();
  const { token: connectionToken, expiresAt } = await signConnectionToken(engine.secrets, {
    appId,
    userId,
    mark: token ?? { ...byServer, issuedAt: now.getTime() / 1_000 },
    now,
  });
  return { token: connectionToken, expiresAt: expiresAt.toISOString(), path: realtimePath };
}

/** Tokens for a channel's streams: its signals, and its durable events for those who do not get them by their own feed. */
export async function issueSubscriptionTokens(
  { engine, appId, userId }: UserCall,
  cid: string,
): Promise<RouteAnswer<"realtime.subscribe">> {
  const { access, heard } = await transact(engine, appId, async (tx) => {
    const [found, hears] = await Promise.all([getAccess(tx, cid, userId), heardBy(tx, userId)]);
    return { access: found, heard: hears };
  });
  const user = realtimeUser(appId, userId);
  const stream = async (channel: string) => ({
    channel,
    token: await signSubscriptionToken(engine.secrets, { user, channel, now: engine.now() }),
  });
  return {
    signals: await stream(signalLine(appId, cid, heard)),
    durable: takesChatLine(access) ? await stream(chatLine(appId, cid)) : null,
  };
}

/** Members of a channel in feed mode get its events by their own feed, so that nothing arrives twice. */
export function takesChatLine(access: ChannelAccess): boolean {
  return access.mode === "room" || access.role === null;
}

/** What a user hears of a channel's signals: of others what they show themselves. */
export async function heardBy(tx: Tx, userId: string): Promise<SignalAudience> {
  const privacy = (await findPrivacy(tx, [userId])).get(userId) ?? openPrivacy;
  return { receipts: privacy.readReceipts, typing: privacy.typing };
}
