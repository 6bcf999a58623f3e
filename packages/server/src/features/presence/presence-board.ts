import type { AppId, Presence } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { realtimeUser } from "../../core/realtime-names.ts";
import { transact } from "../../core/transact.ts";
import { memberIds } from "../members/public.ts";
import { lastSeen, touchLastSeen } from "../users/public.ts";
import { tellAround } from "./tell-around.ts";

/** Who is online: whoever has a session. It follows the realtime door and keeps nothing of its own but last-seen times. */
export type PresenceBoard = {
  arrived(appId: AppId, userId: string): void;
  left(appId: AppId, userId: string): void;
  /** Who of some users is online. */
  of(appId: AppId, userIds: readonly string[]): Promise<Presence[]>;
  /** Who is online in a channel; above the size limit only how many. */
  inChannel(appId: AppId, cid: string): Promise<{ online: Presence[] | null; onlineCount: number }>;
  stop(): void;
};

// A reload ends one session and begins another: nobody need see that.
const settleMs = 2_000;
const mostMembers = 10_000;

/** Makes the board of this process. */
export function createPresenceBoard(engine: () => Engine): PresenceBoard {
  const leaving = new Map<string, NodeJS.Timeout>();

  const isOnline = (appId: AppId, userId: string) =>
    engine().realtime.sessions(realtimeUser(appId, userId)) > 0;

  function arrived(appId: AppId, userId: string): void {
    const name = realtimeUser(appId, userId);
    const timer = leaving.get(name);
    clearTimeout(timer);
    leaving.delete(name);
    const isFirst = engine().realtime.sessions(name) <= 1;
    if (isFirst && timer === undefined) announce(appId, { userId, online: true, lastSeenAt: null });
  }

  function left(appId: AppId, userId: string): void {
    const name = realtimeUser(appId, userId);
    if (engine().realtime.sessions(name) > 0 || leaving.has(name)) return;
    const lastSeenAt = engine().now();
    leaving.set(
      name,
      setTimeout(() => {
        leaving.delete(name);
        if (!isOnline(appId, userId))
          announce(appId, { userId, online: false, lastSeenAt: lastSeenAt.toISOString() });
      }, settleMs),
    );
  }

  function announce(
    appId: AppId,
    presence: { userId: string; online: boolean; lastSeenAt: string | null },
  ): void {
    // User ids come from tokens that were verified when the session began.
    tell(appId, presence as Presence).catch((error: unknown) =>
      engine().log.warn({ err: error }, "telling presence failed"),
    );
  }

  async function tell(appId: AppId, presence: Presence): Promise<void> {
    const { userId, lastSeenAt } = presence;
    if (lastSeenAt !== null) {
      await transact(engine(), appId, (tx) => touchLastSeen(tx, userId, new Date(lastSeenAt)));
    }
    await tellAround(engine(), appId, userId, { type: "user.presence.changed", presence });
  }

  async function of(appId: AppId, userIds: readonly string[]): Promise<Presence[]> {
    const seen = await transact(engine(), appId, (tx) => lastSeen(tx, userIds));
    return userIds.map((userId) => presenceOf(appId, userId, seen.get(userId) ?? null));
  }

  function presenceOf(appId: AppId, userId: string, at: Date | null): Presence {
    const online = isOnline(appId, userId);
    return { userId, online, lastSeenAt: online ? null : (at?.toISOString() ?? null) } as Presence; // ids of our own rows
  }

  return {
    arrived,
    left,
    of,
    async inChannel(appId, cid) {
      const ids = await transact(engine(), appId, (tx) => memberIds(tx, cid, mostMembers));
      const online = ids
        .filter((id) => isOnline(appId, id))
        .map((id) => presenceOf(appId, id, null));
      const isSmall = ids.length <= engine().limits.presenceMembers;
      return { online: isSmall ? online : null, onlineCount: online.length };
    },
    stop() {
      for (const timer of leaving.values()) clearTimeout(timer);
    },
  };
}
