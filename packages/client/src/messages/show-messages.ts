import type {
  ChannelState,
  ChatMessage,
  MessageWindow,
  PendingChange,
  SentMessage,
} from "../store/state.ts";
import { withPendingChange } from "./message-changes.ts";

/**
 * Works out what a channel's window and its open threads show: confirmed messages with the viewer's unconfirmed changes
 * on top, then pending messages in the order of sending. Keeps the array, and each message, that did not change.
 */
export function showMessages(entry: ChannelState): ChannelState {
  const window = showWindow(entry, entry.changes);
  const threads = showThreads(entry);
  if (window === entry.window && threads === entry.threads) return entry;
  return { ...entry, window, threads };
}

type Shown = Pick<ChannelState, "window" | "outbox">;

function showWindow({ window, outbox }: Shown, changes: readonly PendingChange[]): MessageWindow {
  const { confirmed, hasNewer, items: before } = window;
  const pending = hasNewer ? [] : outbox;
  const isPlain = changes.length === 0 && pending.length === 0;
  const shown: readonly ChatMessage[] = isPlain
    ? confirmed
    : [...confirmed.map((message) => withChanges(message, changes)), ...pending];
  return isSame(shown, before) ? window : { ...window, items: shown };
}

function showThreads({ threads, changes }: ChannelState): ChannelState["threads"] {
  let shown = threads;
  for (const [rootId, thread] of Object.entries(threads)) {
    const window = showWindow(thread, changes);
    const root = thread.confirmedRoot && withChanges(thread.confirmedRoot, changes);
    const isKept = window === thread.window && root === thread.root;
    if (!isKept) shown = { ...shown, [rootId]: { ...thread, window, root } };
  }
  return shown;
}

function isSame(one: readonly ChatMessage[], other: readonly ChatMessage[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((message, at) => message === other[at]);
}

function withChanges(message: SentMessage, changes: readonly PendingChange[]): SentMessage {
  let shown = message;
  for (const change of changes) {
    if (change.messageId !== message.id) continue;
    // A reply on its way changes the thread's summary, not the message.
    const pendingChange = shown.pendingChange || change.type !== "reply";
    shown = { ...withPendingChange(shown, change), pendingChange };
  }
  return shown;
}
