import type { MessageRow } from "./message-rows.ts";

/** What a message says, as it is kept after an edit or a deletion took it away. */
export type MessageContent = Pick<
  MessageRow,
  "text" | "custom" | "mentions" | "mentionGroups" | "mentionedIds" | "forward"
>;

/** What a message says. */
export function contentOf({
  text,
  custom,
  mentions,
  mentionGroups,
  mentionedIds,
  forward,
}: MessageRow): MessageContent {
  return { text, custom, mentions, mentionGroups, mentionedIds, forward };
}

/** What is left of it when it is deleted. */
export const noContent: MessageContent = {
  text: "",
  custom: {},
  mentions: [],
  mentionGroups: [],
  mentionedIds: null,
  forward: null,
};
