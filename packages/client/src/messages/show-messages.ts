import type { ChannelState, ChatMessage, PendingChange, SentMessage } from "../store/state.ts";
import { withPendingChange } from "./message-changes.ts";

/**
 * Works out what a channel's window shows: confirmed messages with the viewer's unconfirmed changes on top,
 * then pending messages in the order of sending. Keeps the array, and each message, that did not change.
 */
export function showMessages(entry: ChannelState): ChannelState {
  const { confirmed, hasNewer, items: before } = entry.window;
  const shown: ChatMessage[] = confirmed.map((message) => withChanges(message, entry.changes));
  if (!hasNewer) shown.push(...entry.outbox);
  const isSame =
    shown.length === before.length && shown.every((message, at) => message === before[at]);
  return isSame ? entry : { ...entry, window: { ...entry.window, items: shown } };
}

function withChanges(message: SentMessage, changes: readonly PendingChange[]): SentMessage {
  let shown = message;
  for (const change of changes) {
    if (change.messageId !== message.id) continue;
    shown = { ...withPendingChange(shown, change), pendingChange: true };
  }
  return shown;
}
