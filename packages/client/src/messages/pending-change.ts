import type { Operation } from "../outbox/operation.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChannelState, ChatState, PendingChange } from "../store/state.ts";
import { applyToThreads } from "../threads/apply-to-threads.ts";
import type { Message } from "../wire/entities.ts";
import { applyMessage } from "./apply-message-event.ts";

/** What every operation on one confirmed message says. */
export type OnMessage = { readonly cid: string; readonly messageId: string };

type NewChange = PendingChange extends infer Change
  ? Change extends PendingChange
    ? Omit<Change, "changeId" | "messageId">
    : never
  : never;

/** Lays a change over a confirmed message until `takeChange` takes it away. */
export function showChange(
  state: ChatState,
  { id, input }: Operation<OnMessage>,
  change: NewChange,
): ChatState {
  const pending: PendingChange = { ...change, changeId: id, messageId: input.messageId };
  return changeKnownChannel(state, input.cid, (entry) => ({
    ...entry,
    changes: entry.changes.some(({ changeId }) => changeId === id)
      ? entry.changes.map((other) => (other.changeId === id ? pending : other))
      : [...entry.changes, pending],
  }));
}

/** Takes a change away; the message as the server has it now, if it answered, comes in the same step. */
export function takeChange(
  state: ChatState,
  { id, input }: Operation<OnMessage>,
  answer: Message | null,
): ChatState {
  return changeKnownChannel(state, input.cid, (entry) => {
    const settled = {
      ...entry,
      changes: entry.changes.filter(({ changeId }) => changeId !== id),
    };
    if (answer === null) return settled;
    const viewerId = state.me?.id ?? null;
    const apply = (into: ChannelState) => applyMessage(into, answer, viewerId);
    return applyToThreads(apply(settled), null, { apply, viewerId });
  });
}
