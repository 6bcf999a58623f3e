import type { SentMessage } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";

/** A message as the store keeps it. The viewer's own keep the key they were sent under. */
export function toSentMessage(message: Message, viewerId: string | null): SentMessage {
  const isOwn = viewerId !== null && message.sender?.id === viewerId;
  return {
    ...message,
    key: isOwn && message.clientId !== null ? message.clientId : message.id,
    state: "sent",
    pendingChange: false,
    error: null,
  };
}

/** Puts messages into a list ordered by seq. Of two copies the higher version stays; the same list if nothing changes. */
export function mergeMessages(
  list: readonly SentMessage[],
  added: readonly SentMessage[],
): readonly SentMessage[] {
  const byId = new Map(list.map((message) => [message.id, message]));
  let changed = false;
  for (const message of added) {
    const known = byId.get(message.id);
    if (known !== undefined && known.version >= message.version) continue;
    byId.set(message.id, message);
    changed = true;
  }
  return changed ? [...byId.values()].sort((one, other) => one.seq - other.seq) : list;
}

/** Changes one message of a list; the same list if it is not there or stays the same. */
export function changeMessage(
  list: readonly SentMessage[],
  messageId: string,
  change: (message: SentMessage) => SentMessage,
): readonly SentMessage[] {
  const at = list.findIndex((message) => message.id === messageId);
  const before = list[at];
  if (before === undefined) return list;
  const after = change(before);
  return after === before ? list : [...list.slice(0, at), after, ...list.slice(at + 1)];
}
