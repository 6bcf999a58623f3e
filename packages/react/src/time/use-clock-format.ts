import { useContext, useMemo } from "react";
import { WordingContext } from "../strings/use-strings.ts";

export type ClockFormat = {
  /** Hours and minutes. */
  readonly time: (date: Date) => string;
  /** The same without "a.m." or "PM", for where there is little room. */
  readonly short: (date: Date) => string;
  /** The whole of it, for a tooltip. */
  readonly full: (date: Date) => string;
};

/** How moments are written in the kit's language. */
export function useClockFormat(): ClockFormat {
  const { locale } = useContext(WordingContext);
  return useMemo(() => {
    const time = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
    const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "medium" });
    return {
      time: (date) => time.format(date),
      short: (date) => withoutDayPeriod(time.formatToParts(date)),
      full: (date) => full.format(date),
    };
  }, [locale]);
}

function withoutDayPeriod(parts: readonly Intl.DateTimeFormatPart[]): string {
  return parts
    .filter((part) => part.type !== "dayPeriod")
    .map((part) => part.value)
    .join("")
    .trim();
}
