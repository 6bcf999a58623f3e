import { asChatError } from "../api/read-error.ts";
import type { Engine } from "../engine.ts";

type What = "space" | "members" | "channels";

export type SpaceFetcher = {
  /** Fetches what changed of a space within about a second: such a hint reaches all of its members at once. */
  fetchSoon(spaceId: string, what: What): void;
};

const soonMs = 1_000;

export function createSpaceFetcher(
  engine: Engine,
  loadChannels: (spaceId: string) => Promise<void>,
): SpaceFetcher {
  const planned = new Set<string>();

  async function fetch(spaceId: string, what: What): Promise<void> {
    if (what === "channels") {
      const { channels, spaceChannels } = engine.store.getState();
      const isKnown = Object.values(channels).some(({ channel }) => channel?.spaceId === spaceId);
      if (isKnown || spaceChannels[spaceId] !== undefined) await loadChannels(spaceId);
      return;
    }
    const before = engine.store.getState().spaces[spaceId];
    const { space } = await engine.api("spaces.get", { params: { spaceId } }, engine);
    // Another role in a space is another role in its channels.
    if (before !== undefined && before.role !== space.role) await fetch(spaceId, "channels");
    engine.store.update((state) => ({ ...state, spaces: { ...state.spaces, [spaceId]: space } }));
  }

  return {
    fetchSoon(spaceId, what) {
      const key = `${spaceId} ${what === "channels"}`;
      if (planned.has(key)) return;
      planned.add(key);
      engine.clock.after(engine.random.number() * soonMs, () => {
        planned.delete(key);
        fetch(spaceId, what).catch((thrown: unknown) => {
          if (engine.signal.aborted) return;
          engine.log("debug", "A space could not be fetched again.", asChatError(thrown));
        });
      });
    },
  };
}
