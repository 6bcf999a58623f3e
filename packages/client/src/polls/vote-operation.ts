import { showChange, takeChange, type OnMessage } from "../messages/pending-change.ts";
import { defineOperation } from "../outbox/operation.ts";
import type { Message, OwnVote } from "../wire/entities.ts";
import { applyOwnVotes } from "./apply-poll-event.ts";

type Input = OnMessage & {
  readonly optionIds: readonly string[];
  /** What the viewer had chosen before. */
  readonly before: readonly string[];
};
type Answer = { readonly message: Message; readonly vote: OwnVote | null };

/** Makes the viewer's vote be these options; none takes it back. A newer choice takes the place of one still queued. */
export const castVote = defineOperation<Input, Answer>({
  type: "polls.vote",
  cidOf: ({ cid }) => cid,
  show(state, operation) {
    const { optionIds, before } = operation.input;
    const userId = state.me?.id ?? "";
    return showChange(state, operation, { type: "vote", userId, before, after: optionIds });
  },
  async send(engine, { input: { messageId, optionIds } }) {
    const body = { optionIds: [...optionIds] };
    return await engine.api("polls.vote", { params: { messageId }, body }, engine);
  },
  confirm: (state, operation, { message, vote }) =>
    takeChange(vote === null ? state : applyOwnVotes(state, [vote]), operation, message),
  undo: (state, operation) => takeChange(state, operation, null),
  supersede(older, input) {
    const queued = older.input as Input; // an operation of this kind, by the check of its type
    const isSame = older.type === "polls.vote" && queued.messageId === input.messageId;
    return isSame ? { ...input, before: queued.before } : null;
  },
});
