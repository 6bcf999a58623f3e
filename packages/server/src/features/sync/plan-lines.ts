/** A line as it is held and as it stands. */
export type Line = {
  /** Null where nothing of it is held, or it cannot be said how much. */
  readonly held: { readonly epoch: string; readonly after: number } | null;
  readonly head: { readonly epoch: string; readonly eventSeq: number };
  /** Whether the caller cannot say how far a part of it brought them: it is told in one answer, or not at all. */
  readonly inOne: boolean;
};

export type LinePlan =
  | { readonly what: "nothing" }
  /** Read so many events after the held number; `isWhole`: up to the head. */
  | { readonly what: "events"; readonly count: number; readonly isWhole: boolean }
  | { readonly what: "resync" }
  /** The answer is full: another call. */
  | { readonly what: "later" };

export type Bounds = {
  /** Events in one answer. */
  readonly events: number;
  /** Missed events of one line above which it is better fetched anew. */
  readonly perLine: number;
  /** Lines that one answer can say `resync` of. */
  readonly resyncs: number;
};

/**
 * What to answer for each line, in the order given, within the bounds. Pure: only numbers are looked at, so nothing is
 * read that is not told. After the first line told in one that has to wait, all such lines wait: they are told in order.
 */
export function planLines(lines: readonly Line[], bounds: Bounds): LinePlan[] {
  let left = bounds.events;
  let resyncs = bounds.resyncs;
  let isWaiting = false;
  const resync = (): LinePlan => {
    if (resyncs === 0) return { what: "later" };
    resyncs -= 1;
    return { what: "resync" };
  };
  const planOne = ({ held, head, inOne }: Line): LinePlan => {
    if (held === null || !isSameLine(held, head) || held.after > head.eventSeq) return resync();
    const missed = head.eventSeq - held.after;
    if (missed === 0) return { what: "nothing" };
    if (missed > bounds.perLine || (inOne && missed > bounds.events)) return resync();
    if (left === 0 || (inOne && missed > left)) return { what: "later" };
    const count = Math.min(missed, left);
    left -= count;
    return { what: "events", count, isWhole: count === missed };
  };
  return lines.map((line) => {
    if (line.inOne && isWaiting) return { what: "later" };
    const plan = planOne(line);
    if (line.inOne && plan.what === "later") isWaiting = true;
    return plan;
  });
}

/** A line has no epoch before its first event: who held it then holds nothing of it, and has missed nothing either. */
function isSameLine(held: NonNullable<Line["held"]>, head: Line["head"]): boolean {
  return held.epoch === head.epoch || (held.epoch === "" && held.after === 0);
}
