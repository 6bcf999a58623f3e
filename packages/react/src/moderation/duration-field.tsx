import type { ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { durations, type Duration, type DurationChoice } from "./use-duration.ts";

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
