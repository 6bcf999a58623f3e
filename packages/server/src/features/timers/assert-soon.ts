import { ChatError } from "@natter/contract/chat-error";

const longestMs = 366 * 86_400_000;

/** A time that something may be set for: in the future, to a year from now. */
export function assertSoon(at: string, now: Date): Date {
  const time = new Date(at);
  const inMs = time.getTime() - now.getTime();
  if (inMs > 0 && inMs <= longestMs) return time;
  throw new ChatError("request.invalid", "The time must be in the future, to a year from now.");
}
