import { asChatError } from "../api/read-error.ts";
import type { Engine } from "../engine.ts";
import type { AppliedPosition, ChatState, MessageWindow } from "../store/state.ts";
import type { ChannelLines } from "../sync/channel-lines.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfMessages } from "../users/seen-users.ts";
import type { ChannelEvent, HistoryPage as Page } from "../wire/entities.ts";
import type { PagePlace } from "./install-page.ts";

/** A place in a history; none is its end. */
export type At = { readonly before?: string; readonly after?: string; readonly around?: string };

/** A history with a window over it, in a channel's line: the channel's own, or a thread's. */
export type History = {
  /** Tells histories apart. */
  readonly name: string;
  readonly cid: string;
  windowOf(state: ChatState): MessageWindow | undefined;
  withWindow(state: ChatState, changed: Partial<MessageWindow>): ChatState;
  fetch(at: At): Promise<Page>;
  install(
    state: ChatState,
    loaded: { page: Page; place: PagePlace; missed: readonly ChannelEvent[] },
  ): ChatState;
};

/** Moves windows over their histories. */
export type WindowMover = {
  /** Loads what is next to the window on one side. */
  extend(of: History, place: "older" | "newer"): Promise<void>;
  /** Puts another stretch in place of what is loaded; of two at the same time the later one is meant. */
  replace(of: History, place: "around" | "newest", at: At): Promise<void>;
};

type Doors = {
  readonly engine: Engine;
  readonly lines: ChannelLines;
  readonly refetch: (cid: string) => Promise<void>;
  readonly noteArrived: (messages: Page["items"]) => void;
};
const mostTries = 3;

export function createWindowMover({ engine, lines, refetch, noteArrived }: Doors): WindowMover {
  // Counts the jumps of each history.
  const jumps = new Map<string, number>();

  /** Loads a page until one comes that fits the line as it is applied; `isWanted` ends the trying. */
  async function load(
    of: History,
    place: PagePlace,
    at: At,
    isWanted: () => boolean,
  ): Promise<void> {
    const { cid } = of;
    try {
      for (let tries = 1; tries <= mostTries && isWanted(); tries += 1) {
        const start = appliedTo(cid);
        const record = lines.record(cid);
        const page = await of.fetch(at).finally(record.stop);
        const missed = record.stop();
        const end = appliedTo(cid);
        if (!isWanted() || start === null || end === null) return;
        if (end.epoch !== page.position.epoch) return await refetch(cid);
        // Where the line was moved on by a fetch, not by events, what the page misses is not known.
        if (end.epoch === start.epoch && end.eventSeq === start.eventSeq + missed.length) {
          engine.store.update((state) =>
            applyUsers(of.install(state, { page, place, missed }), usersOfMessages(page.items)),
          );
          return noteArrived(page.items);
        }
      }
    } catch (thrown) {
      throw asChatError(thrown);
    }
  }

  function appliedTo(cid: string): AppliedPosition | null {
    return engine.store.getState().channels[cid]?.applied ?? null;
  }

  return {
    async extend(of, place) {
      const flag = place === "older" ? "loadingOlder" : "loadingNewer";
      const windowNow = () => of.windowOf(engine.store.getState());
      const edgeOf = (list: MessageWindow["confirmed"]) =>
        place === "older" ? list[0] : list.at(-1);
      const window = windowNow();
      const edge = window && edgeOf(window.confirmed);
      const hasMore = place === "older" ? window?.hasOlder : window?.hasNewer;
      if (!window || !edge || !hasMore || window.status !== "ready" || window[flag]) return;
      engine.store.update((state) => of.withWindow(state, { [flag]: true }));
      const at = place === "older" ? { before: edge.id } : { after: edge.id };
      try {
        await load(of, place, at, () => edgeOf(windowNow()?.confirmed ?? [])?.id === edge.id);
      } finally {
        if (windowNow()?.[flag]) {
          engine.store.update((state) => of.withWindow(state, { [flag]: false }));
        }
      }
    },
    async replace(of, place, at) {
      const jump = (jumps.get(of.name) ?? 0) + 1;
      jumps.set(of.name, jump);
      await load(of, place, at, () => jumps.get(of.name) === jump);
    },
  };
}
