import { withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { MessageWindow } from "../store/state.ts";
import type { ChannelLines } from "../sync/channel-lines.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfMessages } from "../users/seen-users.ts";
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
  readonly noteArrived: (messages: readonly Page["items"][number][]) => void;
};
type Page = Parameters<typeof installPage>[1];
type At = { readonly before?: string; readonly after?: string; readonly around?: string };

export function createWindowActions({ engine, lines, refetch, noteArrived }: Doors): WindowActions {
  // Counts the jumps of each channel: a page that was asked for before a jump belongs to another window.
  const jumps = new Map<string, number>();

  async function load(cid: string, place: PagePlace, at: At): Promise<void> {
    const jump = jumps.get(cid) ?? 0;
    const record = lines.record(cid);
    try {
      const page = await withRetries(engine, 4, () =>
        engine.api("messages.list", { params: { cid }, query: at }, engine),
      );
      const missed = record.stop();
      if ((jumps.get(cid) ?? 0) !== jump) return;
      const epoch = engine.store.getState().channels[cid]?.applied?.epoch;
      if (epoch !== page.position.epoch) return await refetch(cid);
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
    } catch (thrown) {
      throw asChatError(thrown);
    } finally {
      record.stop();
    }
  }

  async function extend(cid: string, place: "older" | "newer"): Promise<void> {
    const flag = place === "older" ? "loadingOlder" : "loadingNewer";
    const window = windowOf(cid);
    const edge = place === "older" ? window?.confirmed[0] : window?.confirmed.at(-1);
    const hasMore = place === "older" ? window?.hasOlder : window?.hasNewer;
    if (!window || !edge || !hasMore || window.status !== "ready" || window[flag]) return;
    setWindow(cid, { [flag]: true });
    try {
      await load(cid, place, place === "older" ? { before: edge.id } : { after: edge.id });
    } finally {
      if (windowOf(cid)?.[flag]) setWindow(cid, { [flag]: false });
    }
  }

  async function replace(cid: string, place: "around" | "newest", at: At): Promise<void> {
    jumps.set(cid, (jumps.get(cid) ?? 0) + 1);
    await load(cid, place, at);
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
      if (window?.status !== "ready" || window.hasNewer) await replace(cid, "newest", {});
    },
  };
}
