import type { MessageWindow, PendingMessage, SentMessage } from "../store/state.ts";
import type { LoadStatus } from "../store/state.ts";
import type { ReadWatermark, Thread, ThreadStanding, ThreadsUnread } from "../wire/entities.ts";

/** A thread that is open: its root, a stretch of its replies, and what the viewer is to it. */
export type ThreadState = {
  readonly rootId: string;
  /** What to show above the replies; null until it is loaded. */
  readonly root: SentMessage | null;
  /** The root as the server said, without the viewer's unconfirmed changes. */
  readonly confirmedRoot: SentMessage | null;
  readonly window: MessageWindow;
  /** Own replies that the server has not confirmed. */
  readonly outbox: readonly PendingMessage[];
  readonly standing: ThreadStanding | null;
  /** The watermark that the server said last, and one of the viewer's own that it has not confirmed. */
  readonly said: ReadWatermark | null;
  readonly marked: ReadWatermark | null;
  /** The event number as of which `standing.unread` is counted. */
  readonly unreadAsOf: number;
  /** Whether only the server can tell the standing exactly: it is about to be fetched again. */
  readonly stale: boolean;
};

/** The threads that the viewer follows, as far as they were loaded. */
export type ThreadList = {
  readonly items: readonly Thread[];
  readonly status: LoadStatus;
  readonly filter: "followed" | "mine" | "unread";
  readonly order: "activity" | "unread";
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
  /** Unread in all followed threads; null until it is loaded. */
  readonly unread: ThreadsUnread | null;
};

/** What is known of the list before it is loaded. */
export const emptyThreadList: ThreadList = {
  items: [],
  status: "idle",
  filter: "followed",
  order: "activity",
  next: null,
  unread: null,
};
