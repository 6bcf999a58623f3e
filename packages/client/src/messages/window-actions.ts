import { withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { AppliedPosition, MessageWindow } from "../store/state.ts";
import type { ChannelLines } from "../sync/channel-lines.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfMessages } from "../users/seen-users.ts";
import type { ChannelEvent, HistoryPage as Page } from "../wire/entities.ts";
import { installPage, type PagePlace } from "./install-page.ts";

/** Moves a channel's window over its history. */
export type WindowActions = {
  loadOlder(cid: string): Promise<void>;
  loadNewer(cid: string): Promise<void>;
  jumpTo(cid: string, messageId: string): Promise<void>;
  jumpToLatest(cid: string): Promise<void>;
};

type Doors = {
  readonly engine: Engine;
  readonly lines: ChannelLines;
  readonly refetch: (cid: string) => Promise<void>;
  readonly reopen: (cid: string) => Promise<void>;
  readonly noteArrived: (messages: Page["items"]) => void;
};
const mostTries = 3;

type At = { readonly before?: string; readonly after?: string; readonly around?: string };

export function createWindowActions(doors: Doors): WindowActions {
  const { engine, lines, refetch, reopen, noteArrived } = doors;
  // Counts the jumps of each channel: of two at the same time the later one is meant.
  const jumps = new Map<string, number>();

  /** Loads a page until one comes that fits the line as it is applied; `isWanted` ends the trying. */
  async function load(
    cid: string,
    place: PagePlace,
    at: At,
    isWanted: () => boolean,
  ): Promise<void> {
    try {
      for (let tries = 1; tries <= mostTries && isWanted(); tries += 1) {
        const start = appliedTo(cid);
        const record = lines.record(cid);
        const page = await fetchPage(cid, at).finally(record.stop);
        const missed = record.stop();
        const end = appliedTo(cid);
        if (!isWanted() || start === null || end === null) return;
        if (end.epoch !== page.position.epoch) return await refetch(cid);
        // Where the line was moved on by a fetch, not by events, what the page misses is not known.
        if (end.epoch === start.epoch && end.eventSeq === start.eventSeq + missed.length) {
          return install(cid, page, place, missed);
        }
      }
    } catch (thrown) {
      throw asChatError(thrown);
    }
  }

  function fetchPage(cid: string, at: At): Promise<Page> {
    return withRetries(engine, 4, () =>
      engine.api("messages.list", { params: { cid }, query: at }, engine),
    );
  }

  function install(
    cid: string,
    page: Page,
    place: PagePlace,
    missed: readonly ChannelEvent[],
  ): void {
    const viewerId = viewerIdOf(engine);
    engine.store.update((state) =>
      applyUsers(
        changeKnownChannel(state, cid, (entry) =>
          installPage(entry, page, place, missed, viewerId),
        ),
        usersOfMessages(page.items),
      ),
    );
    noteArrived(page.items);
  }

  async function extend(cid: string, place: "older" | "newer"): Promise<void> {
    const flag = place === "older" ? "loadingOlder" : "loadingNewer";
    const edgeOf = (list: MessageWindow["confirmed"]) =>
      place === "older" ? list[0] : list.at(-1);
    const window = windowOf(cid);
    const edge = window && edgeOf(window.confirmed);
    const hasMore = place === "older" ? window?.hasOlder : window?.hasNewer;
    if (!window || !edge || !hasMore || window.status !== "ready" || window[flag]) return;
    setWindow(cid, { [flag]: true });
    const at = place === "older" ? { before: edge.id } : { after: edge.id };
    try {
      await load(cid, place, at, () => edgeOf(windowOf(cid)?.confirmed ?? [])?.id === edge.id);
    } finally {
      if (windowOf(cid)?.[flag]) setWindow(cid, { [flag]: false });
    }
  }

  async function replace(cid: string, place: "around" | "newest", at: At): Promise<void> {
    const jump = (jumps.get(cid) ?? 0) + 1;
    jumps.set(cid, jump);
    await load(cid, place, at, () => jumps.get(cid) === jump);
  }

  function appliedTo(cid: string): AppliedPosition | null {
    return engine.store.getState().channels[cid]?.applied ?? null;
  }

  function windowOf(cid: string): MessageWindow | undefined {
    return engine.store.getState().channels[cid]?.window;
  }

  function setWindow(cid: string, changed: Partial<MessageWindow>): void {
    engine.store.update((state) =>
      changeKnownChannel(state, cid, (entry) => ({
        ...entry,
        window: { ...entry.window, ...changed },
      })),
    );
  }

  return {
    loadOlder: (cid) => extend(cid, "older"),
    loadNewer: (cid) => extend(cid, "newer"),
    async jumpTo(cid, messageId) {
      const isLoaded = windowOf(cid)?.confirmed.some((message) => message.id === messageId);
      if (!isLoaded) await replace(cid, "around", { around: messageId });
    },
    async jumpToLatest(cid) {
      const window = windowOf(cid);
      if (window?.status === "error") await reopen(cid);
      else if (window?.hasNewer) await replace(cid, "newest", {});
    },
  };
}
