import type { Say } from "../strings/use-strings.ts";

/** A calendar day as the viewer reads it: today, yesterday, a weekday within the week, else the date. */
export function dayLabel(date: Date, now: Date, words: { say: Say; locale?: string }): string {
  const daysAgo = Math.round((startOfDay(now) - startOfDay(date)) / 86_400_000);
  if (daysAgo === 0) return words.say("date.today");
  if (daysAgo === 1) return words.say("date.yesterday");
  const sameYear = date.getFullYear() === now.getFullYear();
  return date.toLocaleDateString(words.locale, {
    weekday: "long",
    ...(daysAgo > 0 && daysAgo < 7 ? {} : { day: "numeric", month: "long" }),
    ...(sameYear ? {} : { year: "numeric" }),
  });
}

/** Whether two moments fall on the same day of the viewer's own calendar. */
export function isSameDay(one: Date, other: Date): boolean {
  return startOfDay(one) === startOfDay(other);
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
