import { defineOperation } from "../outbox/operation.ts";
import type { ChatState } from "../store/state.ts";
import type { MessageFlags } from "../wire/entities.ts";

type Input = { readonly cid: string; readonly messageId: string; readonly starred: boolean };

/** Stars a message for the viewer alone, or takes the star away. */
export const starMessage = defineOperation<Input, MessageFlags>({
  type: "bookmarks.star",
  lane: "star",
  cidOf: ({ cid }) => cid,
  show: (state, { input: { messageId, starred } }) => withStar(state, messageId, starred),
  async send(engine, { input: { messageId, starred } }) {
    const route = starred ? "bookmarks.star" : "bookmarks.unstar";
    return (await engine.api(route, { params: { messageId } }, engine)).flags;
  },
  confirm: (state, { input: { messageId } }, flags) => withFlags(state, messageId, flags),
  undo: (state, { input: { messageId, starred } }) => withStar(state, messageId, !starred),
});

/** Takes in the viewer's own flags of a message. */
export function withFlags(state: ChatState, messageId: string, flags: MessageFlags): ChatState {
  return { ...state, flags: { ...state.flags, [messageId]: flags } };
}

function withStar(state: ChatState, messageId: string, starred: boolean): ChatState {
  const known = state.flags[messageId] ?? { read: true, mentioned: false, starred: false };
  return known.starred === starred ? state : withFlags(state, messageId, { ...known, starred });
}
