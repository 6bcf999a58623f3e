import { useContext } from "react";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import { dayLabel, isSameDay } from "./day-label.ts";
import { useClockFormat } from "./use-clock-format.ts";
import { useToday } from "./use-today.ts";

/** Says when something was in a few words: the time alone today, before that the day and the time. */
export function useDayTime(): (date: Date) => string {
  const say = useStrings();
  const clock = useClockFormat();
  const { now } = useToday();
  const { locale } = useContext(WordingContext);
  return (date) => {
    const time = clock.time(date);
    const day = dayLabel(date, now, { say, ...(locale ? { locale } : {}) });
    return isSameDay(date, now) ? `${day.toLocaleLowerCase(locale)} ${time}` : `${day} ${time}`;
  };
}
