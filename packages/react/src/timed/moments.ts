/** A moment to choose without writing it. */
export type Moment = {
  readonly id: "soon" | "hour" | "later" | "tomorrow" | "monday";
  readonly at: Date;
};

const minuteMs = 60_000;
/** When a working day begins, in the viewer's own time. */
const morning = 9;

/** What people mostly mean by "later": in 20 minutes, 1 hour, 3 hours, tomorrow and next Monday at nine. */
export function usualMoments(now: Date): readonly Moment[] {
  return [
    { id: "soon", at: new Date(now.getTime() + 20 * minuteMs) },
    { id: "hour", at: new Date(now.getTime() + 60 * minuteMs) },
    { id: "later", at: new Date(now.getTime() + 180 * minuteMs) },
    { id: "tomorrow", at: morningIn(now, 1) },
    { id: "monday", at: morningIn(now, (8 - now.getDay()) % 7 || 7) },
  ];
}

function morningIn(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
}

/** A moment as an `<input type="datetime-local">` writes it: local time, to the minute. */
export function toLocalInput(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * minuteMs);
  return local.toISOString().slice(0, 16);
}

/** What such an input says; null for nothing or nonsense. */
export function fromLocalInput(value: string): Date | null {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}
