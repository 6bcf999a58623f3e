import type { AppId, Signal } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { realtimeUser, signalLines, userLine } from "../../core/realtime-names.ts";
import { transact } from "../../core/transact.ts";
import { blockedEitherWay } from "../blocks/public.ts";
import { directCid } from "../channels/public.ts";
import { directPartners, membershipsOf } from "../members/public.ts";

type UserSignal = Extract<
  Signal,
  { type: "user.presence.changed" | "user.updated" | "user.deleted" }
>;

/**
 * Tells something of a user to those who may see it now: whoever looks at a channel they share, and the people they have a
 * direct channel with. Lossy: whoever looks later learns it from what they fetch.
 */
export async function tellAround(
  engine: Engine,
  appId: AppId,
  userId: string,
  signal: UserSignal,
): Promise<void> {
  const { realtime } = engine;
  const { channels, partners, blocked } = await transact(engine, appId, async (tx) => ({
    channels: await membershipsOf(tx, userId),
    partners: await directPartners(tx, userId),
    blocked: await blockedEitherWay(tx, userId, null),
  }));
  const shut = new Set(await Promise.all(Array.from(blocked, (id) => directCid(userId, id))));
  const open = channels
    .filter(({ cid }) => !shut.has(cid))
    .flatMap(({ cid }) => signalLines(appId, cid))
    .filter((line) => realtime.hasSubscribers(line));
  const feeds = [userId, ...partners.filter((id) => !blocked.has(id))]
    .filter((id) => realtime.sessions(realtimeUser(appId, id)) > 0)
    .map((id) => userLine(appId, id));
  realtime.signal([...open, ...feeds], JSON.stringify(signal), `${signal.type} ${userId}`);
}
