import type { ChannelSettings } from "@natter/contract";
import { defaultSettings } from "@natter/contract/channel-visibility";
import { readHeads } from "../../core/stream-heads.ts";
import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { settingsOf } from "../channels/public.ts";
import { readableCids } from "../channels/views/public.ts";
import { membershipsOf } from "../members/public.ts";
import type { ReplySpan } from "../messages/public.ts";
import { readStatesOf } from "../read-state/public.ts";
import { threadsBehind } from "../threads/totals/public.ts";

/** What of a member's channel can be unread, as it stands at one moment. */
export type UnreadSpan = {
  readonly cid: string;
  /** The number of the last message that was there before the user was a member. */
  readonly joinedSeq: number;
  /** Above it messages can be unread: what was read, and what was there before the member joined. */
  readonly after: number;
  readonly upTo: number;
  readonly eventSeq: number;
  readonly settings: ChannelSettings;
};

/** The same of a followed thread. */
export type UnreadThreadSpan = UnreadSpan & ReplySpan;

/** Where things can be unread. What is in both, a reply that shows in its channel too, belongs to the channel. */
export type UnreadSpans = {
  readonly channels: readonly UnreadSpan[];
  readonly threads: readonly UnreadThreadSpan[];
};

/** Everything of a user with something above its watermark, in a fixed order: few queries, however many there are. */
export async function unreadSpans(tx: Tx, userId: string): Promise<UnreadSpans> {
  const channels = await channelSpans(tx, userId);
  const threads = await threadSpans(tx, userId, new Map(channels.map((span) => [span.cid, span])));
  return { channels: channels.filter(hasNews), threads: threads.filter(hasNews) };
}

/** A user's channels with something above the watermark, by ascending cid. */
export async function unreadChannels(tx: Tx, userId: string): Promise<UnreadSpan[]> {
  return (await channelSpans(tx, userId)).filter(hasNews);
}

const hasNews = (span: UnreadSpan) => span.upTo > span.after;

async function channelSpans(tx: Tx, userId: string): Promise<UnreadSpan[]> {
  const memberships = await membershipsOf(tx, userId);
  const cids = memberships.map(({ cid }) => cid);
  const [heads, states, settings] = await Promise.all([
    readHeads(tx, cids.map(channelStream)),
    readStatesOf(tx, userId, cids),
    settingsOf(tx, userId, cids),
  ]);
  const readSeqs = new Map(states.map((state) => [state.cid, state.readSeq]));
  return memberships
    .map(({ cid, joinedSeq }) => {
      const head = heads.get(channelStream(cid));
      return {
        cid,
        joinedSeq,
        after: Math.max(joinedSeq, readSeqs.get(cid) ?? 0),
        upTo: head?.messageSeq ?? 0,
        eventSeq: head?.eventSeq ?? 0,
        settings: settings.get(cid) ?? defaultSettings,
      };
    })
    .toSorted((one, other) => (one.cid < other.cid ? -1 : 1));
}

/** By ascending id of the root. A thread of a channel that the user reads and never joined is theirs as if unchanged. */
async function threadSpans(
  tx: Tx,
  userId: string,
  channels: ReadonlyMap<string, UnreadSpan>,
): Promise<UnreadThreadSpan[]> {
  const behind = await threadsBehind(tx, userId);
  const cids = [...new Set(behind.map(({ cid }) => cid))];
  const readable = await readableCids(tx, cids, userId);
  const open = [...readable].filter((cid) => !channels.has(cid));
  const heads = await readHeads(tx, open.map(channelStream));
  return behind
    .filter(({ cid }) => readable.has(cid))
    .map(({ rootId, cid, readSeq }) => {
      const channel = channels.get(cid);
      const head = heads.get(channelStream(cid));
      const joinedSeq = channel?.joinedSeq ?? 0;
      return {
        cid,
        joinedSeq,
        threadId: rootId,
        // Nothing from before the user was a member is unread in a thread either.
        after: Math.max(readSeq, joinedSeq),
        upTo: channel?.upTo ?? head?.messageSeq ?? 0,
        eventSeq: channel?.eventSeq ?? head?.eventSeq ?? 0,
        channelAfter: channel?.after ?? Number.MAX_SAFE_INTEGER,
        settings: channel?.settings ?? defaultSettings,
      };
    })
    .toSorted((one, other) => (one.threadId < other.threadId ? -1 : 1));
}
