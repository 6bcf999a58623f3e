import type { MessageKind } from "@natter/client";
import { isUnread } from "@natter/contract/unread";
import { isSameDay } from "../time/day-label.ts";

/** What the arrangement of a list looks at in a message. */
export type RowMessage = {
  /** Stays the same from the optimistic message to the confirmed one. */
  readonly key: string;
  /** Null until the server has given it its place. */
  readonly seq: number | null;
  readonly sender: { readonly id: string } | null;
  readonly kind: MessageKind;
  readonly quote: object | null;
  readonly createdAt: Date;
  readonly deletedAt: Date | null;
  /** Imported without a notice: it never counts as unread. */
  readonly silent: boolean;
  readonly inChannel: boolean;
};

export type MessageGroup = "single" | "start" | "middle" | "end";

export type MessageRow<Message> =
  | { readonly type: "start"; readonly key: string }
  | { readonly type: "day"; readonly key: string; readonly date: Date }
  | { readonly type: "unread"; readonly key: string }
  | {
      readonly type: "summary";
      readonly key: string;
      readonly messages: readonly Message[];
      readonly expanded: boolean;
    }
  | {
      readonly type: "message";
      readonly key: string;
      readonly message: Message;
      readonly group: MessageGroup;
    };

export type RowOptions = {
  readonly viewerId: string;
  /** Everything up to here was read when the channel was opened; null shows no divider. */
  readonly readSeq: number | null;
  readonly joinedSeq: number;
  readonly groupWithinMs: number;
  /** Whether the first message here is the channel's first. */
  readonly atStart: boolean;
  /** The keys of the summaries whose messages are shown one by one. */
  readonly expanded?: ReadonlySet<string>;
};

/** From so many on, system messages that follow each other are summed up in one row. */
const summedUp = 3;

/**
 * Arranges messages into the rows of a list: day separators, one unread divider, groups of one author, and runs of system
 * messages (who joined, who left) in one.
 * Rows keep their keys when older messages are put before them, so a reader's place can be held:
 * that is why the first day has no separator until the channel's start is reached.
 */
export function messageRows<Message extends RowMessage>(
  messages: readonly Message[],
  options: RowOptions,
): readonly MessageRow<Message>[] {
  const rows: MessageRow<Message>[] = [];
  if (options.atStart) rows.push({ type: "start", key: "start" });
  const dividerAt = firstUnread(messages, options);
  const joined = messages.map((message, index) => {
    const previous = messages[index - 1];
    return index !== dividerAt && previous !== undefined && continues(previous, message, options);
  });
  let hiddenUpTo = -1;
  for (const [index, message] of messages.entries()) {
    const previous = messages[index - 1];
    const newDay = previous ? !isSameDay(previous.createdAt, message.createdAt) : options.atStart;
    if (newDay) rows.push({ type: "day", key: `day ${message.key}`, date: message.createdAt });
    if (index === dividerAt) rows.push({ type: "unread", key: "unread" });
    const run = index > hiddenUpTo ? systemRun(messages, index, dividerAt) : [];
    if (run.length >= summedUp) {
      const key = `summary ${message.key}`;
      const expanded = options.expanded?.has(key) ?? false;
      rows.push({ type: "summary", key, messages: run, expanded });
      hiddenUpTo = index + run.length - 1;
    }
    if (index <= hiddenUpTo && !isShown(rows)) continue;
    rows.push({
      type: "message",
      key: message.key,
      message,
      group: groupOf(joined[index] ?? false, joined[index + 1] ?? false),
    });
  }
  return rows;
}

/** The system messages from one on that follow each other within a day. */
function systemRun<Message extends RowMessage>(
  messages: readonly Message[],
  from: number,
  dividerAt: number,
): readonly Message[] {
  const first = messages[from];
  let to = from;
  while (to < messages.length) {
    const message = messages[to];
    const breaks = to > from && to === dividerAt;
    if (!first || !message || breaks || message.kind !== "system") break;
    if (!isSameDay(first.createdAt, message.createdAt)) break;
    to += 1;
  }
  return messages.slice(from, to);
}

/** Whether the summary that a message belongs to is unfolded: nothing but its own messages came since. */
function isShown(rows: readonly MessageRow<RowMessage>[]): boolean {
  const summary = rows.findLast((row) => row.type === "summary");
  return summary?.type === "summary" && summary.expanded;
}

function firstUnread(messages: readonly RowMessage[], options: RowOptions): number {
  const { readSeq, joinedSeq, viewerId } = options;
  if (readSeq === null) return -1;
  return messages.findIndex(({ sender, deletedAt, ...message }) => {
    const { seq } = message;
    if (seq === null) return false;
    const ledger = { ...message, seq, senderId: sender?.id ?? null, deleted: deletedAt !== null };
    return isUnread(ledger, { userId: viewerId, readSeq, joinedSeq });
  });
}

function continues(previous: RowMessage, message: RowMessage, options: RowOptions): boolean {
  const gapMs = Math.abs(message.createdAt.getTime() - previous.createdAt.getTime());
  return (
    previous.sender !== null &&
    previous.sender.id === message.sender?.id &&
    previous.kind !== "system" &&
    message.kind !== "system" &&
    message.quote === null &&
    gapMs <= options.groupWithinMs &&
    isSameDay(previous.createdAt, message.createdAt)
  );
}

function groupOf(joinsPrevious: boolean, joinedByNext: boolean): MessageGroup {
  if (joinsPrevious) return joinedByNext ? "middle" : "end";
  return joinedByNext ? "start" : "single";
}
