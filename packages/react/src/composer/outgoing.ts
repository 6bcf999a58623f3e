import type { ChatError, SendInput } from "@natter/client";

/** A message as it is about to be sent. */
export type OutgoingMessage = Omit<SendInput, "threadId">;

/**
 * Called with each message before it is sent: answers it, changed or not, or throws what is then shown as the reason. While
 * it thinks, and when it throws, the text stays in the composer.
 */
export type BeforeSend = (message: OutgoingMessage) => OutgoingMessage | Promise<OutgoingMessage>;

const decided: ReadonlySet<string> = new Set([
  "channel.forbidden",
  "channel.frozen",
  "channel.slow_mode",
  "guest.not_allowed",
  "message.forbidden",
  "moderation.blocked",
  "user.banned",
  "user.blocked",
  "user.deactivated",
]);

/** Whether somebody or something decided against a message, as against a send that merely went wrong. */
export function isRefusal(error: unknown): error is ChatError {
  return error instanceof Error && "code" in error && decided.has(String(error.code));
}

/** What to say of an error: its own sentence, if it has one. */
export function sentenceOf(error: unknown, otherwise: string): string {
  return error instanceof Error && error.message !== "" ? error.message : otherwise;
}
