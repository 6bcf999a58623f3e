import { seqCursor } from "@natter/contract/seq-cursor";
import { withRetries } from "../api/backoff.ts";
import type { Engine } from "../engine.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { MessageWindow } from "../store/state.ts";
import { forgetMessages } from "./forget-messages.ts";
import { installPage } from "./install-page.ts";
import type { History, WindowMover } from "./move-window.ts";

/** Moves a channel's window over its history. */
export type WindowActions = {
  loadOlder(cid: string): Promise<void>;
  loadNewer(cid: string): Promise<void>;
  jumpTo(cid: string, messageId: string): Promise<void>;
  jumpToSeq(cid: string, seq: number): Promise<void>;
  jumpToLatest(cid: string): Promise<void>;
  forget(cid: string, end: "older" | "newer", most: number): void;
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
    async jumpToSeq(cid, seq) {
      if (holdsSeq(windowOf(cid), seq)) return;
      await mover.replace(historyOf(cid), "around", { around: seqCursor(seq) });
    },
    forget: (cid, end, most) =>
      engine.store.update((state) => {
        const window = state.channels[cid]?.window;
        return window ? historyOf(cid).withWindow(state, forgetMessages(window, end, most)) : state;
      }),
    async jumpToLatest(cid) {
      const window = windowOf(cid);
      if (window?.status === "error") await reopen(cid);
      else if (window?.hasNewer) await mover.replace(historyOf(cid), "newest", {});
    },
  };
}

/** Whether a window holds the place of a number: the message, or what stood around it. */
export function holdsSeq(window: MessageWindow | undefined, seq: number): boolean {
  const [first, last] = [window?.confirmed[0], window?.confirmed.at(-1)];
  if (!window || !first || !last) return false;
  return (first.seq <= seq || !window.hasOlder) && (last.seq >= seq || !window.hasNewer);
}
