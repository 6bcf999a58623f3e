import { emptyWindow } from "../messages/empty-window.ts";
import type { ThreadState } from "./thread-state.ts";

/** A thread that is being opened. */
export function emptyThreadState(rootId: string): ThreadState {
  return {
    rootId,
    root: null,
    confirmedRoot: null,
    window: { ...emptyWindow, status: "loading" },
    outbox: [],
    standing: null,
    said: null,
    marked: null,
    unreadAsOf: 0,
    stale: false,
  };
}
