import type { Engine } from "../engine.ts";
import { applyMessage } from "../messages/apply-message-event.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { Message } from "../wire/entities.ts";
import { applyOwnVotes } from "./apply-poll-event.ts";
import { selectOwnVote } from "./poll-selectors.ts";
import { castVote } from "./vote-operation.ts";

/** What the viewer does in polls of one channel. */
export type PollActions = {
  /** Makes the viewer's vote be these options; none takes it back. Shows at once. */
  vote(messageId: string, optionIds: readonly string[]): Promise<Message>;
  addPollOption(messageId: string, text: string): Promise<Message>;
  closePoll(messageId: string): Promise<Message>;
  /** Loads what the viewer chose in polls, for `selectOwnVote`. Those that are known are not asked for again. */
  loadVotes(messageIds: readonly string[]): Promise<void>;
};

export function createPollActions(
  { engine, outbox }: { engine: Engine; outbox: Outbox },
  cid: string,
): PollActions {
  const { store } = engine;

  function taken(message: Message): Message {
    store.update((state) =>
      changeKnownChannel(state, cid, (entry) => applyMessage(entry, message, state.me?.id ?? null)),
    );
    return message;
  }

  return {
    async vote(messageId, optionIds) {
      const before = selectOwnVote(cid, messageId)(store.getState()) ?? [];
      const input = { cid, messageId, optionIds: [...optionIds], before };
      return (await outbox.add(castVote, input).done).message;
    },
    async addPollOption(messageId, text) {
      const input = { params: { messageId }, body: { text } };
      return taken((await engine.api("polls.addOption", input, engine)).message);
    },
    async closePoll(messageId) {
      return taken((await engine.api("polls.close", { params: { messageId } }, engine)).message);
    },
    async loadVotes(messageIds) {
      const { votes } = store.getState();
      const unknown = messageIds.filter((id) => votes[id] === undefined);
      if (unknown.length === 0) return;
      const query = { messageIds: unknown.join(",") };
      const { items } = await engine.api("polls.ownVotes", { query }, engine);
      store.update((state) => applyOwnVotes(state, items));
    },
  };
}
