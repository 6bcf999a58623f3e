import { withRetries } from "../api/backoff.ts";
import type { Engine } from "../engine.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import { installPage } from "./install-page.ts";
import type { History, WindowMover } from "./move-window.ts";

/** Moves a channel's window over its history. */
export type WindowActions = {
  loadOlder(cid: string): Promise<void>;
  loadNewer(cid: string): Promise<void>;
  jumpTo(cid: string, messageId: string): Promise<void>;
  jumpToLatest(cid: string): Promise<void>;
};

type Doors = {
  readonly engine: Engine;
  readonly mover: WindowMover;
  readonly reopen: (cid: string) => Promise<void>;
};

export function createWindowActions({ engine, mover, reopen }: Doors): WindowActions {
  function historyOf(cid: string): History {
    return {
      name: cid,
      cid,
      windowOf: (state) => state.channels[cid]?.window,
      withWindow: (state, changed) =>
        changeKnownChannel(state, cid, (entry) => ({
          ...entry,
          window: { ...entry.window, ...changed },
        })),
      fetch: (at) =>
        withRetries(engine, 4, () =>
          engine.api("messages.list", { params: { cid }, query: at }, engine),
        ),
      install: (state, { page, place, missed }) =>
        changeKnownChannel(state, cid, (entry) =>
          installPage(entry, page, place, missed, state.me?.id ?? null),
        ),
    };
  }

  const windowOf = (cid: string) => engine.store.getState().channels[cid]?.window;

  return {
    loadOlder: (cid) => mover.extend(historyOf(cid), "older"),
    loadNewer: (cid) => mover.extend(historyOf(cid), "newer"),
    async jumpTo(cid, messageId) {
      const isLoaded = windowOf(cid)?.confirmed.some((message) => message.id === messageId);
      if (!isLoaded) await mover.replace(historyOf(cid), "around", { around: messageId });
    },
    async jumpToLatest(cid) {
      const window = windowOf(cid);
      if (window?.status === "error") await reopen(cid);
      else if (window?.hasNewer) await mover.replace(historyOf(cid), "newest", {});
    },
  };
}
