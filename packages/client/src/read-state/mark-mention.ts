import { defineOperation } from "../outbox/operation.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChatState } from "../store/state.ts";
import { recountUnread, withReadMentions } from "./apply-unread.ts";
import type { ReadAnswer } from "./mark-read.ts";

type Input = { readonly cid: string; readonly messageId: string; readonly seq: number };

/** Marks one mention read; the message stays as unread as it was. */
export const markMention = defineOperation<Input, ReadAnswer>({
  type: "readState.markMention",
  lane: "read",
  cidOf: ({ cid }) => cid,
  show: (state, { input }) => withMention(state, input, true),
  send: (engine, { input: { messageId } }) =>
    engine.api("readState.markMention", { params: { messageId } }, engine),
  // The viewer's own line tells how things stand now.
  confirm: (state) => state,
  undo: (state, { input }) =>
    changeKnownChannel(withMention(state, input, false), input.cid, (entry) => ({
      ...entry,
      stale: true,
    })),
});

function withMention(state: ChatState, { cid, seq }: Input, isRead: boolean): ChatState {
  const viewerId = state.me?.id ?? null;
  return changeKnownChannel(state, cid, (entry) => {
    const others = (entry.channel?.unread.readMentions ?? []).filter((one) => one !== seq);
    const seqs = isRead ? [...others, seq].toSorted((one, other) => one - other) : others;
    const marked = withReadMentions(entry, seqs);
    return recountUnread(marked, viewerId) ?? marked;
  });
}
