import type { ChatState } from "../store/state.ts";

/** What the viewer chose in a poll, unconfirmed choices included; undefined where that is not known yet. */
export function selectOwnVote(
  cid: string,
  messageId: string,
): (state: ChatState) => readonly string[] | undefined {
  return (state) => {
    const pending = state.channels[cid]?.changes.findLast(
      (change) => change.type === "vote" && change.messageId === messageId,
    );
    return pending?.type === "vote" ? pending.after : state.votes[messageId]?.optionIds;
  };
}
