import type { CallOptions } from "../api/api-types.ts";
import type { SendInput, Sending } from "../channels/channel-handle.ts";

/**
 * What can be done in one thread. State is read from `store.getState().channels[cid].threads[messageId]` while it is open.
 * Edits, deletions and reactions of replies go by the channel's handle.
 */
export type ThreadHandle = {
  readonly cid: string;
  /** The root. */
  readonly messageId: string;
  /** Opens the thread and keeps it live: its channel is watched, its newest replies are loaded. Each call needs one `close`; aborting the signal is one too. */
  open(options?: CallOptions): Promise<void>;
  close(): void;
  /** Replies; with `alsoInChannel` the reply shows in the channel too. */
  send(input: Omit<SendInput, "threadId">): Sending;
  loadOlder(options?: CallOptions): Promise<void>;
  loadNewer(options?: CallOptions): Promise<void>;
  /** Shows the replies around one. */
  jumpTo(replyId: string, options?: CallOptions): Promise<void>;
  /** Shows the replies around a number. */
  jumpToSeq(seq: number, options?: CallOptions): Promise<void>;
  jumpToLatest(options?: CallOptions): Promise<void>;
  /** Lets go of loaded replies that are more than `most`, at the end that is far from the reader. */
  forget(end: "older" | "newer", most: number): void;
  follow(): Promise<void>;
  /** Until the viewer replies again. */
  unfollow(): Promise<void>;
  /** Call freely: at most one request a second leaves. Without a seq: everything. */
  markRead(seq?: number): void;
  /** Makes the reply with this seq the first unread one. */
  markUnread(seq: number): Promise<void>;
};
