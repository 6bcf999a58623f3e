import { useMemo, useState, type ReactElement } from "react";
import { Field } from "../forms/field.tsx";
import { useWhen } from "../previews/use-when.ts";
import { useStrings } from "../strings/use-strings.ts";
import { fromLocalInput, toLocalInput, usualMoments } from "./moments.ts";

export type MomentFieldProps = {
  readonly value: Date | null;
  readonly onChange: (value: Date | null) => void;
};

/** A moment to come: one of the usual ones, or any. */
export function MomentField({ value, onChange }: MomentFieldProps): ReactElement {
  const strings = useStrings();
  const when = useWhen();
  const [now] = useState(() => new Date());
  const usual = useMemo(() => usualMoments(now), [now]);
  return (
    <>
      <div data-natter="moments" role="group" aria-label={strings("timed.usual")}>
        {usual.map(({ id, at }) => (
          <button
            key={id}
            type="button"
            aria-pressed={value?.getTime() === at.getTime()}
            onClick={() => onChange(at)}
          >
            <span>{strings(`timed.moment.${id}`)}</span>
            <small>{when.day(at)}</small>
          </button>
        ))}
      </div>
      <Field label={strings("timed.other")}>
        <input
          type="datetime-local"
          required
          min={toLocalInput(now)}
          value={value ? toLocalInput(value) : ""}
          onChange={(event) => onChange(fromLocalInput(event.target.value))}
        />
      </Field>
    </>
  );
}
