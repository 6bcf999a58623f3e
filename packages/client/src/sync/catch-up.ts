import { withRetries } from "../api/backoff.ts";
import type { RouteAnswer } from "../api/api-types.ts";
import { asChatError } from "../api/read-error.ts";
import { mergeChannel } from "../channels/merge-channel.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { emptyWindow } from "../messages/empty-window.ts";
import { changeChannel } from "../store/change-channel.ts";
import type { ChannelState, ChatState } from "../store/state.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfChannel } from "../users/seen-users.ts";
import type { Channel } from "../wire/entities.ts";
import type { ChannelLines } from "./channel-lines.ts";
import type { UserFeed } from "./user-feed.ts";

type Answer = RouteAnswer<"sync.run">;
type Told = Answer["channels"][number];

export type CatchUpDoors = {
  readonly engine: Engine;
  readonly lines: ChannelLines;
  readonly feed: UserFeed;
  readonly isWatched: (cid: string) => boolean;
  /** The viewer cannot read a channel any more, or it is gone. */
  readonly onGone: (cid: string) => void;
  /** A watched channel has to be fetched anew. */
  readonly onLost: (cid: string) => void;
  /** Channels whose state came whole. */
  readonly onListed: (cids: readonly string[]) => void;
};

/** How many positions one call carries; what is beyond is told as of the cursor. */
const mostHeld = 500;
const tries = 5;

/**
 * Fetches everything that was missed: the events of every channel that is held, the channels that are new, what is gone,
 * and the viewer's own line. What comes by realtime meanwhile is applied by the same lines, in whatever order.
 */
export async function catchUp(doors: CatchUpDoors): Promise<void> {
  const { engine } = doors;
  for (let more = true; more && !engine.signal.aborted;) {
    const answer = await fetchPage(engine);
    takeUserLine(doors, answer);
    for (const told of answer.channels) takeChannel(doors, told);
    doors.onListed(answer.channels.flatMap((told) => ("channel" in told ? [told.cid] : [])));
    engine.store.update((state) => ({ ...state, syncCursor: answer.cursor }));
    ({ more } = answer);
  }
}

async function fetchPage(engine: Engine): Promise<Answer> {
  const { syncCursor: cursor } = engine.store.getState();
  const body = {
    ...(cursor === null ? {} : { cursor }),
    channels: heldPositions(engine.store.getState()),
  };
  try {
    return await withRetries(engine, tries, () => engine.api("sync.run", { body }, engine));
  } catch (thrown) {
    if (cursor === null || asChatError(thrown).code !== "sync.resync") throw thrown;
    // The server does not know the cursor any more: the positions still tell what is held.
    engine.store.update((state) => ({ ...state, syncCursor: null }));
    return fetchPage(engine);
  }
}

/** Where each held line stands, the most recently active first. */
function heldPositions({
  channels,
}: ChatState): { cid: string; epoch: string; eventSeq: number }[] {
  return Object.values(channels)
    .flatMap((entry) => (entry.applied === null || entry.channel === null ? [] : [entry]))
    .sort((one, other) => other.activeAt.getTime() - one.activeAt.getTime())
    .slice(0, mostHeld)
    .flatMap(({ cid, applied }) => (applied === null ? [] : [{ cid, ...applied }]));
}

function takeUserLine({ feed }: CatchUpDoors, { user }: Answer): void {
  feed.take(user.items, user.position);
}

function takeChannel(doors: CatchUpDoors, told: Told): void {
  const { cid } = told;
  switch (told.status) {
    case "events":
      for (const event of told.items) doors.lines.receive(event);
      return;
    case "new":
    case "resync":
      if (told.status === "resync" && doors.isWatched(cid)) doors.onLost(cid);
      takeWhole(doors, told.channel, told.status === "resync");
      return;
    case "gone":
      doors.onGone(cid);
      return;
    default:
      told satisfies never;
  }
}

/** Takes in a channel as it is. Messages that were loaded before what cannot be told are dropped, unless they are shown. */
function takeWhole({ engine, isWatched }: CatchUpDoors, channel: Channel, isLost: boolean): void {
  const viewerId = viewerIdOf(engine);
  engine.store.update((state) =>
    applyUsers(
      changeChannel(state, channel.cid, (entry) =>
        mergeChannel(
          isLost && !isWatched(entry.cid) ? withoutMessages(entry) : entry,
          channel,
          viewerId,
        ),
      ),
      usersOfChannel(channel),
    ),
  );
}

function withoutMessages(entry: ChannelState): ChannelState {
  return { ...entry, window: emptyWindow, applied: entry.channel?.position ?? null };
}
