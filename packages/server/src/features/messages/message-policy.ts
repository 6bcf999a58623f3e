import { ChatError } from "@natter/contract/chat-error";
import { defaultLimits } from "@natter/contract/limits";
import type { MessageRow } from "./message-rows.ts";

type Content = { readonly text: string; readonly custom?: Record<string, unknown> | undefined };

/** A message must say something: text or custom data, within the size limit in bytes of UTF-8. */
export function assertContent({ text, custom }: Content): void {
  const hasCustom = custom !== undefined && Object.keys(custom).length > 0;
  if (text.trim() === "" && !hasCustom)
    throw new ChatError("message.empty", "The message has no text.");
  // Four bytes are the most a character can take; most messages are far from the limit and need no counting.
  if (text.length * 4 <= defaultLimits.messageBytes) return;
  if (new TextEncoder().encode(text).length > defaultLimits.messageBytes) {
    throw new ChatError("message.too_large", "The message is larger than 64 KiB.");
  }
}

/** Slow mode: one message per member in `slowModeSeconds`. Whoever may change it is free of it, and not asked about here. */
export function assertPace(options: {
  slowModeSeconds: number;
  lastSentAt: Date | null;
  now: Date;
}): void {
  const { slowModeSeconds, lastSentAt, now } = options;
  if (slowModeSeconds === 0 || lastSentAt === null) return;
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
