import type { Engine } from "../engine.ts";
import { asChatError } from "../api/read-error.ts";
import { applyPresence } from "./apply-presence-signal.ts";

export type PresenceActions = {
  load(userIds: readonly string[]): Promise<void>;
  /** Fetches who of the viewer's direct partners is online. */
  loadPartners(): Promise<void>;
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

  return {
    load,
    async loadPartners() {
      const channels = Object.values(engine.store.getState().channels);
      const partners = channels.flatMap(({ channel }) => channel?.other?.id ?? []);
      try {
        await load(partners);
      } catch (thrown) {
        if (!engine.signal.aborted) {
          engine.log("debug", "Presence could not be fetched.", asChatError(thrown));
        }
      }
    },
  };
}
