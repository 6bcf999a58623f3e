import type { AppId, Message } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { realtimeUser, userLine } from "../../core/realtime-names.ts";
import { transact } from "../../core/transact.ts";
import { readAccess } from "../channels/public.ts";
import { memberIds } from "../members/public.ts";
import { followerIds } from "../threads/public.ts";
import { whoIsMentioned } from "./who-is-mentioned.ts";

/** Tells the members of large channels, who do not get each message by their own feed, that there are newer ones. */
export type RoomTicker = {
  tick(appId: AppId, message: Message): void;
  /** The same for the only member who sees a message. */
  tickAlone(appId: AppId, userId: string, message: Message): void;
  stop(): void;
};

const everyMs = 2_000;
const mostMembers = 10_000;

/** The newest message of a channel that nobody was told of yet, 0 for none; and that of those who see more than others. */
type Newest = {
  readonly appId: AppId;
  readonly cid: string;
  messageSeq: number;
  readonly alone: Map<string, number>;
};

/** Makes the ticker of this process: mentions at once, everyone else at most every two seconds per channel. */
export function createRoomTicker(engine: () => Engine): RoomTicker {
  const newest = new Map<string, Newest>();
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
    const { appId, cid, messageSeq, alone } = last;
    for (const [id, seq] of alone)
      signal(appId, [id], { cid, messageSeq: Math.max(seq, messageSeq), mentioned: false });
    if (messageSeq === 0) return;
    const ids = await transact(engine(), appId, (tx) => memberIds(tx, cid, mostMembers));
    const others = ids.filter((id) => !alone.has(id));
    signal(appId, others, { cid, messageSeq, mentioned: false });
  }

  /** What is to be told of a channel; it is told soon. */
  function waiting(appId: AppId, cid: string): Newest {
    const name = `${appId} ${cid}`;
    const known = newest.get(name) ?? { appId, cid, messageSeq: 0, alone: new Map() };
    newest.set(name, known);
    if (!timers.has(name)) {
      const timer = setTimeout(() => {
        tickAll(name).catch((error: unknown) =>
          engine().log.warn({ err: error }, "ticking a large channel failed"),
        );
      }, everyMs);
      timers.set(name, timer);
    }
    return known;
  }

  /** Who follows the thread of a new reply hears of it at once: there are few of them. */
  async function tickThread(
    appId: AppId,
    { cid, threadId, seq, mentions, sender }: Message & { threadId: string },
  ): Promise<void> {
    const { realtime } = engine();
    const readers = await transact(engine(), appId, async (tx) => {
      const online = (await followerIds(tx, threadId, mostMembers)).filter(
        (id) => id !== sender?.id && realtime.sessions(realtimeUser(appId, id)) > 0,
      );
      // Some may not be in the channel any more.
      const access = await Promise.all(online.map((id) => readAccess(tx, cid, id)));
      return online.filter((_id, index) => access[index] !== null);
    });
    const mentionedIds = new Set<string>(mentions);
    for (const mentioned of [true, false]) {
      const ids = readers.filter((id) => mentionedIds.has(id) === mentioned);
      if (ids.length === 0) continue;
      const tick = { type: "thread.tick", cid, messageId: threadId, replySeq: seq, mentioned };
      realtime.signal(
        ids.map((id) => userLine(appId, id)),
        JSON.stringify(tick),
        `thread.tick ${threadId} ${mentioned}`,
      );
    }
  }

  async function tickMentioned(appId: AppId, message: Message): Promise<void> {
    const tick = { cid: message.cid, messageSeq: message.seq, mentioned: true };
    signal(appId, await whoIsMentioned(engine(), appId, message), tick);
  }

  return {
    tick(appId, message) {
      const { cid, seq, threadId } = message;
      if (threadId !== null) {
        tickThread(appId, { ...message, threadId }).catch((error: unknown) =>
          engine().log.warn({ err: error }, "ticking a thread failed"),
        );
      }
      // What shows in its thread only is nothing new in the channel.
      if (!message.inChannel) return;
      if (message.mentions.length + message.mentionGroups.length > 0) {
        tickMentioned(appId, message).catch((error: unknown) =>
          engine().log.warn({ err: error }, "telling of a mention failed"),
        );
      }
      waiting(appId, cid).messageSeq = seq;
    },
    tickAlone(appId, userId, { cid, seq, inChannel }) {
      if (inChannel) waiting(appId, cid).alone.set(userId, seq);
    },
    stop() {
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}
