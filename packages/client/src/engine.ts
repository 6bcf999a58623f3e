import type { Clock } from "./adapters/clock.ts";
import type { Log } from "./adapters/log.ts";
import type { Random } from "./adapters/random.ts";
import type { Api } from "./api/api-types.ts";
import type { ChatState } from "./store/state.ts";
import type { WritableStore } from "./store/store.ts";
import type { ChatEvent } from "./wire/entities.ts";

/** What every part of one client shares. */
export type Engine = {
  readonly api: Api;
  readonly store: WritableStore<ChatState>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Aborted when the client is disposed. */
  readonly signal: AbortSignal;
  /** Tells the listeners of the app. */
  readonly emit: (event: ChatEvent) => void;
};

/** The signed-in user's id; null until it was fetched. */
export function viewerIdOf({ store }: Engine): string | null {
  return store.getState().me?.id ?? null;
}
