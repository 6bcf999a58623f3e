import type { Engine } from "../engine.ts";
import { asChatError } from "../api/read-error.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import { applyPresence, applyPresenceToChannel } from "./apply-presence-signal.ts";

export type PresenceActions = {
  load(userIds: readonly string[]): Promise<void>;
  /** Fetches who of the viewer's direct partners is online. */
  loadPartners(): Promise<void>;
  /** Counts a new member into who is online in an open channel: no signal tells of those who were online before. */
  noteJoined(cid: string, userId: string): Promise<void>;
};

const mostPerCall = 100;

export function createPresenceActions(engine: Engine): PresenceActions {
  async function load(userIds: readonly string[]): Promise<void> {
    const ids = [...new Set(userIds)];
    for (let from = 0; from < ids.length; from += mostPerCall) {
      const query = { userIds: ids.slice(from, from + mostPerCall).join(",") };
      const { items } = await engine.api("presence.get", { query }, engine);
      engine.store.update((state) => applyPresence(state, items));
    }
  }

  /** Presence is a hint: without it nothing is wrong. */
  async function tryToLoad(userIds: readonly string[]): Promise<void> {
    try {
      await load(userIds);
    } catch (thrown) {
      if (!engine.signal.aborted) {
        engine.log("debug", "Presence could not be fetched.", asChatError(thrown));
      }
    }
  }

  return {
    load,
    async loadPartners() {
      const channels = Object.values(engine.store.getState().channels);
      await tryToLoad(channels.flatMap(({ channel }) => channel?.other?.id ?? []));
    },
    async noteJoined(cid, userId) {
      if (!engine.store.getState().channels[cid]?.online) return;
      await tryToLoad([userId]);
      const presence = engine.store.getState().presence[userId];
      if (presence === undefined) return;
      engine.store.update((state) =>
        changeKnownChannel(state, cid, (entry) =>
          entry.online === null ? entry : applyPresenceToChannel(entry, presence),
        ),
      );
    },
  };
}
