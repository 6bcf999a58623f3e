import type { UserEvent } from "../wire/entities.ts";

/** How far a user's own line was heard or fetched; null before either. */
export type UserPosition = { readonly epoch: string; readonly userSeq: number } | null;

/** What an event of a user's own line means: apply it, ignore it, or fetch everything anew because some are missing. */
export function receiveUserEvent(
  heard: UserPosition,
  event: UserEvent,
): { readonly heard: UserPosition; readonly verdict: "apply" | "ignore" | "resync" } {
  const next = { epoch: event.epoch, userSeq: event.userSeq };
  // What came before it, since the device was last in use, is fetched first: it would pass for held.
  if (heard === null && event.userSeq > 1) return { heard, verdict: "resync" };
  if (heard === null) return { heard: next, verdict: "apply" };
  // A line has no epoch before its first event.
  if (heard.epoch === "" && event.userSeq === 1) return { heard: next, verdict: "apply" };
  if (heard.epoch !== event.epoch) return { heard: next, verdict: "resync" };
  if (event.userSeq <= heard.userSeq) return { heard, verdict: "ignore" };
  const isNext = event.userSeq === heard.userSeq + 1;
  return { heard: next, verdict: isNext ? "apply" : "resync" };
}
