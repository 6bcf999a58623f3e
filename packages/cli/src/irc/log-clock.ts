import type { LogStamp } from "./log-line.ts";

const day = 86_400_000;

/**
 * Gives each line of a log its time in UTC milliseconds, or null as long as no time is known.
 * A line without a time takes the last one, and without a date the last date; a time of day that falls by
 * more than half a day means that midnight has passed. A smaller step back is kept as the log says it.
 */
export function createLogClock(fileDate: string | null): (stamp: LogStamp) => number | null {
  let date = fileDate === null ? null : dayStart(fileDate);
  let last: number | null = null;

  return (stamp) => {
    if (stamp.date !== null) date = dayStart(stamp.date);
    if (date === null) return last;
    if (stamp.seconds === null) {
      if (stamp.date !== null && last !== null) last = Math.max(last, date);
      return last;
    }
    let at = date + stamp.seconds * 1_000;
    if (stamp.date === null && last !== null && last - at > day / 2) {
      date += day;
      at += day;
    }
    last = at;
    return at;
  };
}

function dayStart(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}
