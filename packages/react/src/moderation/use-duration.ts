import { useState } from "react";

const hour = 3_600;
export const durations = {
  hour,
  day: 24 * hour,
  week: 168 * hour,
  month: 720 * hour,
  forever: null,
} as const;

export type Duration = keyof typeof durations;

export type DurationChoice = {
  readonly value: Duration;
  readonly onChange: (value: Duration) => void;
  /** Null for good. */
  readonly seconds: number | null;
};

/** Holds for how long something is to be. */
export function useDuration(initial: Duration): DurationChoice {
  const [value, onChange] = useState<Duration>(initial);
  return { value, onChange, seconds: durations[value] };
}
