import { withRetries } from "../api/backoff.ts";
import { mergeChannel } from "../channels/merge-channel.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { installPage } from "../messages/install-page.ts";
import { changeChannel } from "../store/change-channel.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfChannel, usersOfMessages } from "../users/seen-users.ts";
import type { ChannelLines } from "./channel-lines.ts";

type Doors = {
  readonly engine: Engine;
  readonly lines: ChannelLines;
  readonly fetchSoonIfStale: (cid: string) => void;
};

/** The channel and its newest messages in place of what is loaded; live events wait until they are in. */
export async function fetchAnew(doors: Doors, cid: string): Promise<void> {
  const { engine, lines } = doors;
  const release = lines.hold(cid);
  try {
    const params = { cid };
    const [{ channel }, page] = await Promise.all([
      withRetries(engine, 4, () => engine.api("channels.get", { params }, engine)),
      withRetries(engine, 4, () => engine.api("messages.list", { params }, engine)),
    ]);
    const viewerId = viewerIdOf(engine);
    const seen = [...usersOfMessages(page.items), ...usersOfChannel(channel)];
    engine.store.update((state) => {
      const next = changeChannel(state, cid, (entry) => {
        const merged = mergeChannel({ ...entry, applied: null }, channel, viewerId);
        // The line goes on from the lower of both positions: what one of them holds already is passed over.
        const from = Math.min(page.position.eventSeq, channel.position.eventSeq);
        const applied = { epoch: channel.position.epoch, eventSeq: from };
        return installPage({ ...merged, applied }, page, "newest", [], viewerId);
      });
      return applyUsers(next, seen);
    });
  } finally {
    release();
  }
  doors.fetchSoonIfStale(cid);
}
