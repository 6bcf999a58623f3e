import { useState, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { useStrings } from "../strings/use-strings.ts";

const hour = 3_600;
const durations = {
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

/** For how long: an hour to a month, or for good. */
export function DurationField({ value, onChange }: DurationChoice): ReactElement {
  const strings = useStrings();
  // The keys of `durations` are the durations of its own type.
  const all = Object.keys(durations) as Duration[];
  return (
    <Field label={strings("duration.label")}>
      <select
        value={value}
        onChange={(event) => {
          const chosen = all.find((one) => one === event.target.value);
          if (chosen) onChange(chosen);
        }}
      >
        {all.map((one) => (
          <option key={one} value={one}>
            {strings(`duration.${one}`)}
          </option>
        ))}
      </select>
    </Field>
  );
}
