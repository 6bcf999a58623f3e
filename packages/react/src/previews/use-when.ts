import { useContext, useMemo } from "react";
import { WordingContext } from "../strings/use-strings.ts";
import { isSameDay } from "../time/day-label.ts";

export type When = {
  /** The hour today, else the day, with the year where it is another. */
  readonly short: (date: Date) => string;
  /** Day and hour, as in "Tue 4 May, 10:42". */
  readonly day: (date: Date) => string;
  /** The whole of it, for a tooltip. */
  readonly full: (date: Date) => string;
  /** As seen from now, as in "in 2 hours" or "yesterday". */
  readonly relative: (date: Date) => string;
};

/** How moments are written in lists, in the kit's language. */
export function useWhen(): When {
  const { locale } = useContext(WordingContext);
  return useMemo(() => {
    const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
    const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
    const year = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
    const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });
    const moment = new Intl.DateTimeFormat(locale, {
      weekday: "short",
      day: "numeric",
      month: "short",
      hour: "numeric",
      minute: "2-digit",
    });
    const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    return {
      short: (date) => {
        const now = new Date();
        if (isSameDay(date, now)) return time.format(date);
        return (date.getFullYear() === now.getFullYear() ? day : year).format(date);
      },
      day: (date) => moment.format(date),
      full: (date) => full.format(date),
      relative: (date) => {
        const { value, unit } = distance(date.getTime() - Date.now());
        return relative.format(value, unit);
      },
    };
  }, [locale]);
}

const units = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["week", 604_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** A stretch of time in the largest unit that it fills, rounded. */
export function distance(ms: number): {
  readonly value: number;
  readonly unit: Intl.RelativeTimeFormatUnit;
} {
  for (const [unit, length] of units) {
    if (Math.abs(ms) >= length) return { value: Math.round(ms / length), unit };
  }
  return { value: 0, unit: "minute" };
}
