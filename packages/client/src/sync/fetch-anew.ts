import { withRetries } from "../api/backoff.ts";
import { mergeChannel } from "../channels/merge-channel.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { installPage } from "../messages/install-page.ts";
import { changeChannel } from "../store/change-channel.ts";
import type { ChannelState } from "../store/state.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfChannel, usersOfMessages } from "../users/seen-users.ts";
import type { Channel, HistoryPage } from "../wire/entities.ts";
import type { ChannelLines } from "./channel-lines.ts";

type Doors = {
  readonly engine: Engine;
  readonly lines: ChannelLines;
  readonly fetchSoonIfStale: (cid: string) => void;
};

/** Puts the channel and its newest messages in place of what is loaded; live events wait until they are in. */
export type FetchAnew = (cid: string) => Promise<void>;

export function createFetchAnew({ engine, lines, fetchSoonIfStale }: Doors): FetchAnew {
  // By channel: how many were begun, and which of them was taken in last.
  const begun = new Map<string, number>();
  const taken = new Map<string, number>();

  return async (cid) => {
    const own = (begun.get(cid) ?? 0) + 1;
    begun.set(cid, own);
    const release = lines.hold(cid);
    try {
      const params = { cid };
      const [{ channel }, page] = await Promise.all([
        withRetries(engine, 4, () => engine.api("channels.get", { params }, engine)),
        withRetries(engine, 4, () => engine.api("messages.list", { params }, engine)),
      ]);
      // Closed and opened again meanwhile: what was asked for later is here already, and is newer.
      if (own < (taken.get(cid) ?? 0)) return;
      taken.set(cid, own);
      const viewerId = viewerIdOf(engine);
      const seen = [...usersOfMessages(page.items), ...usersOfChannel(channel)];
      engine.store.update((state) =>
        applyUsers(
          changeChannel(state, cid, (entry) => putInPlace(entry, channel, page, viewerId)),
          seen,
        ),
      );
    } finally {
      release();
    }
    fetchSoonIfStale(cid);
  };
}

/** The line goes on from the lower of both positions: what one of them holds already is passed over. */
function putInPlace(
  entry: ChannelState,
  channel: Channel,
  page: HistoryPage,
  viewerId: string | null,
): ChannelState {
  // Of another epoch nothing is newer: what a server that was put back says is how it is.
  const isSameEpoch = entry.applied?.epoch === page.position.epoch;
  const window = isSameEpoch ? entry.window : { ...entry.window, confirmed: [] };
  const merged = mergeChannel({ ...entry, window, applied: null }, channel, viewerId);
  const from = Math.min(page.position.eventSeq, channel.position.eventSeq);
  const applied = { epoch: channel.position.epoch, eventSeq: from };
  return installPage({ ...merged, applied }, page, "newest", [], viewerId);
}
