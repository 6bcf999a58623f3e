import { ChatError } from "@natter/contract/chat-error";
import type { Limits } from "@natter/contract/limits";
import type { MessageRow } from "./message-rows.ts";

type Content = { readonly text: string; readonly custom?: Record<string, unknown> | undefined };

/** A message must say something: text or custom data. */
export function assertContent({ text, custom }: Content): void {
  const hasCustom = custom !== undefined && Object.keys(custom).length > 0;
  if (text.trim() === "" && !hasCustom)
    throw new ChatError("message.empty", "The message has no text.");
}

type Size = Content & {
  readonly mentions?: readonly string[] | undefined;
  readonly poll?: { readonly options: readonly string[] } | undefined;
};

/** Passes if a message is within the limits of its app: its bytes of UTF-8, whom it mentions, the options of its poll. */
export function assertWithinLimits({ text, custom, mentions = [], poll }: Size, limits: Limits) {
  const { messageBytes, mentionsPerMessage, pollOptions } = limits;
  const written = custom === undefined ? text : text + JSON.stringify(custom);
  // Three bytes are the most that a UTF-16 unit takes; most messages are far from the limit and need no counting.
  if (written.length * 3 > messageBytes && Buffer.byteLength(written) > messageBytes) {
    throw new ChatError("message.too_large", `A message has at most ${messageBytes} bytes.`);
  }
  if (mentions.length > mentionsPerMessage) {
    throw new ChatError(
      "message.too_many_mentions",
      `A message mentions at most ${mentionsPerMessage} users by name.`,
    );
  }
  if (poll && poll.options.length > pollOptions) {
    throw new ChatError("poll.too_many_options", `A poll has at most ${pollOptions} options.`);
  }
}

/** So far the clocks of several servers may differ; the same as for tokens. */
const mostSkewMs = 60_000;

/** Slow mode: one message per member in `slowModeSeconds`. Whoever may change it is free of it, and not asked about here. */
export function assertPace(options: {
  slowModeSeconds: number;
  lastSentAt: Date | null;
  now: Date;
}): void {
  const { slowModeSeconds, lastSentAt, now } = options;
  if (slowModeSeconds === 0 || lastSentAt === null) return;
  // Written by a clock that was wrong, here or elsewhere: nobody waits an hour for that.
  if (lastSentAt.getTime() > now.getTime() + mostSkewMs) return;
  const waitMs = lastSentAt.getTime() + slowModeSeconds * 1_000 - now.getTime();
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1_000);
  throw new ChatError(
    "channel.slow_mode",
    `This channel is in slow mode. You can write again in ${seconds} s.`,
    {
      details: { retryAfterSeconds: seconds },
    },
  );
}

/** Whether a user who may read its channel may know of a message: not of one without a trace, nor of another's in shadow. */
export function isSeenBy(message: MessageRow, userId: string): boolean {
  return !message.removed && (!message.shadowed || message.senderId === userId);
}

/** Its author edits a message, and whoever may edit any; never a system message, and not after it was deleted. */
export function assertCanEdit(message: MessageRow, userId: string, mayEditAny: boolean): void {
  const isMine = message.senderId === userId;
  if (message.kind === "system" || (!isMine && !mayEditAny)) {
    throw new ChatError(
      "message.forbidden",
      "Only the author or a moderator can edit a message, and nobody a system message.",
    );
  }
  if (message.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
}

/**
 * Its author deletes a message, and whoever may delete any. `hard` is whether the caller may delete without a trace, null
 * where that is not asked for.
 */
export function assertCanDelete(
  message: MessageRow,
  userId: string,
  may: { readonly any: boolean; readonly hard: boolean | null },
): void {
  const isMine = message.senderId === userId && message.kind !== "system";
  if (!isMine && !may.any) {
    throw new ChatError(
      "message.forbidden",
      "Only the author or a moderator can delete a message.",
    );
  }
  if (may.hard === false) {
    throw new ChatError(
      "message.forbidden",
      "You can delete this message, but not without a trace.",
    );
  }
}
