import { useId, type ReactElement } from "react";

export type Choice<Value extends string> = {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
};

export type ChoiceFieldProps<Value extends string> = {
  readonly label: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly disabled?: boolean;
};

/** One of several, all of them in sight. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>): ReactElement {
  const { label, choices, value, onChange, disabled } = props;
  const name = useId();
  return (
    <fieldset data-natter="choice-field" disabled={disabled}>
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} data-natter="choice">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span>
            {choice.label}
            {choice.hint && <small>{choice.hint}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export type SwitchFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
};

/** Something that is on or off, and takes effect at once. */
export function SwitchField(props: SwitchFieldProps): ReactElement {
  const { label, hint, checked, onChange, disabled } = props;
  const id = useId();
  return (
    <div data-natter="switch-field" data-disabled={disabled ? "" : undefined}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <small id={`${id}-hint`} data-part="hint">
          {hint}
        </small>
      )}
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
    </div>
  );
}
