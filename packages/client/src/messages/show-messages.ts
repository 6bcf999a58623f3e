import type { ChannelState, ChatMessage, PendingChange, SentMessage } from "../store/state.ts";
import { withPendingChange } from "./message-changes.ts";

/**
 * Works out what a channel's window shows: confirmed messages with the viewer's unconfirmed changes on top,
 * then pending messages in the order of sending. Keeps the array, and each message, that did not change.
 */
export function showMessages(entry: ChannelState): ChannelState {
  const { confirmed, hasNewer, items: before } = entry.window;
  const pending = hasNewer ? [] : entry.outbox;
  const isPlain = entry.changes.length === 0 && pending.length === 0;
  const shown: readonly ChatMessage[] = isPlain
    ? confirmed
    : [...confirmed.map((message) => withChanges(message, entry.changes)), ...pending];
  return isSame(shown, before) ? entry : { ...entry, window: { ...entry.window, items: shown } };
}

function isSame(one: readonly ChatMessage[], other: readonly ChatMessage[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((message, at) => message === other[at]);
}

function withChanges(message: SentMessage, changes: readonly PendingChange[]): SentMessage {
  let shown = message;
  for (const change of changes) {
    if (change.messageId !== message.id) continue;
    shown = { ...withPendingChange(shown, change), pendingChange: true };
  }
  return shown;
}
