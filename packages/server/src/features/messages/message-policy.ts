import { ChatError } from "@natter/contract/chat-error";
import { defaultLimits } from "@natter/contract/limits";
import type { Role } from "@natter/contract";
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

/** Slow mode: one message per member in `slowModeSeconds`. Owners, admins and moderators are free of it. */
export function assertPace(options: {
  slowModeSeconds: number;
  role: Role | null;
  lastSentAt: Date | null;
  now: Date;
}): void {
  const { slowModeSeconds, role, lastSentAt, now } = options;
  if (slowModeSeconds === 0 || lastSentAt === null || isFreeOfSlowMode(role)) return;
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

/** Whether slow mode does not hold for a role. */
function isFreeOfSlowMode(role: Role | null): boolean {
  return role === "owner" || role === "admin" || role === "moderator";
}

/** Only its author edits a message, never a system message, and not after it was deleted. */
export function assertCanEdit(message: MessageRow, userId: string): void {
  if (message.senderId !== userId || message.kind === "system") {
    throw new ChatError("message.forbidden", "Only the author can edit a message.");
  }
  if (message.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
}

/** Its author deletes a message, and whoever may delete any. */
export function assertCanDelete(message: MessageRow, userId: string, mayDeleteAny: boolean): void {
  if (message.senderId === userId && message.kind !== "system") return;
  if (!mayDeleteAny)
    throw new ChatError(
      "message.forbidden",
      "Only the author or a moderator can delete a message.",
    );
}
