import { withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { changeChannel } from "../store/change-channel.ts";
import { mergeChannel } from "./merge-channel.ts";

export type ChannelFetcher = {
  /** Fetches a channel into the store; callers at the same time share one request. */
  fetch(cid: string): Promise<void>;
  /** The same within about a second, for what is not urgent and hits many clients at once. */
  fetchSoon(cid: string): void;
};

const soonMs = 1_000;

type Reactions = {
  onFetched(cid: string): void;
  onGone(cid: string): void;
};

export function createChannelFetcher(engine: Engine, reactions: Reactions): ChannelFetcher {
  const running = new Map<string, Promise<void>>();
  const planned = new Set<string>();

  async function load(cid: string): Promise<void> {
    const { channel } = await withRetries(engine, 4, () =>
      engine.api("channels.get", { params: { cid } }, engine),
    );
    const viewerId = viewerIdOf(engine);
    engine.store.update((state) =>
      changeChannel(state, cid, (entry) => mergeChannel(entry, channel, viewerId)),
    );
    reactions.onFetched(cid);
  }

  function fetch(cid: string): Promise<void> {
    let run = running.get(cid);
    if (run === undefined) {
      run = load(cid).finally(() => running.delete(cid));
      running.set(cid, run);
    }
    return run;
  }

  return {
    fetch,
    fetchSoon(cid) {
      if (planned.has(cid)) return;
      planned.add(cid);
      engine.clock.after(engine.random.number() * soonMs, () => {
        planned.delete(cid);
        fetch(cid).catch((thrown: unknown) => {
          if (engine.signal.aborted) return;
          const error = asChatError(thrown);
          if (error.code === "channel.not_found") reactions.onGone(cid);
          else engine.log("warn", "A channel could not be fetched.", error);
        });
      });
    },
  };
}
