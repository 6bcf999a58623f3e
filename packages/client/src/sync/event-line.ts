import type { AppliedPosition } from "../store/state.ts";
import type { ChannelEvent } from "../wire/entities.ts";

/** Events that came too early, by ascending number, none twice. */
export type EarlyEvents = readonly ChannelEvent[];

export type Received = {
  /** To apply now, in this order. */
  readonly ready: readonly ChannelEvent[];
  readonly early: EarlyEvents;
  /** `hole`: something is missing before `early`. `other-epoch`: the line began anew; nothing can be concluded. */
  readonly verdict: "in-order" | "hole" | "other-epoch";
};

/** Decides what an event means for a line applied up to `applied`: next → apply; older → ignore; a hole → keep. */
export function receiveEvent(
  applied: AppliedPosition,
  early: EarlyEvents,
  event: ChannelEvent,
): Received {
  if (event.epoch !== applied.epoch) return { ready: [], early, verdict: "other-epoch" };
  return drainEarly(applied, keepEarly(early, event));
}

/** Takes out what has become next; what is held already is dropped. */
export function drainEarly(applied: AppliedPosition, early: EarlyEvents): Received {
  const ready: ChannelEvent[] = [];
  const rest: ChannelEvent[] = [];
  let next = applied.eventSeq + 1;
  for (const event of early) {
    if (event.epoch !== applied.epoch || event.eventSeq < next) continue;
    if (event.eventSeq === next) {
      ready.push(event);
      next += 1;
    } else {
      rest.push(event);
    }
  }
  return { ready, early: rest, verdict: rest.length > 0 ? "hole" : "in-order" };
}

/** Adds an event to those kept, in its place; a repetition changes nothing. */
export function keepEarly(early: EarlyEvents, event: ChannelEvent): EarlyEvents {
  const at = early.findIndex((kept) => kept.eventSeq >= event.eventSeq);
  if (at === -1) return [...early, event];
  if (early[at]?.eventSeq === event.eventSeq && early[at]?.epoch === event.epoch) return early;
  return [...early.slice(0, at), event, ...early.slice(at)];
}
