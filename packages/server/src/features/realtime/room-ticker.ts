import type { AppId, Message } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { realtimeUser, userLine } from "../../core/realtime-names.ts";
import { transact } from "../../core/transact.ts";
import { memberIds } from "../members/public.ts";

/** Tells the members of large channels, who do not get each message by their own feed, that there are newer ones. */
export type RoomTicker = { tick(appId: AppId, message: Message): void; stop(): void };

const everyMs = 2_000;
const mostMembers = 10_000;

/** Makes the ticker of this process: mentions at once, everyone else at most every two seconds per channel. */
export function createRoomTicker(engine: () => Engine): RoomTicker {
  const newest = new Map<string, { appId: AppId; cid: string; messageSeq: number }>();
  const timers = new Map<string, NodeJS.Timeout>();

  function signal(
    appId: AppId,
    userIds: readonly string[],
    tick: { cid: string; messageSeq: number; mentioned: boolean },
  ) {
    const { realtime } = engine();
    const online = userIds.filter((id) => realtime.sessions(realtimeUser(appId, id)) > 0);
    const json = JSON.stringify({ type: "channel.tick", ...tick });
    realtime.signal(
      online.map((id) => userLine(appId, id)),
      json,
      `channel.tick ${tick.cid} ${tick.mentioned}`,
    );
  }

  async function tickAll(name: string): Promise<void> {
    timers.delete(name);
    const last = newest.get(name);
    newest.delete(name);
    if (!last) return;
    const { appId, cid, messageSeq } = last;
    const ids = await transact(engine(), appId, (tx) => memberIds(tx, cid, mostMembers));
    signal(appId, ids, { cid, messageSeq, mentioned: false });
  }

  return {
    tick(appId, { cid, seq, mentions }) {
      if (mentions.length > 0) signal(appId, mentions, { cid, messageSeq: seq, mentioned: true });
      const name = `${appId} ${cid}`;
      newest.set(name, { appId, cid, messageSeq: seq });
      if (timers.has(name)) return;
      const timer = setTimeout(() => {
        tickAll(name).catch((error: unknown) =>
          engine().log.warn({ err: error }, "ticking a large channel failed"),
        );
      }, everyMs);
      timers.set(name, timer);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
