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

/** A message as of a time: one whose time was over by then is deleted, whether it has been taken away or not. */
export function asOf(row: MessageRow, now: Date): MessageRow {
  if (!row.expiresAt || row.expiresAt > now || row.deletedAt) return row;
  return { ...row, ...noContent, shadowEdit: null, deletedAt: row.expiresAt };
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
