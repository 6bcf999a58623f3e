import { cloneElement, useId, type ReactElement } from "react";

export type FieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | null;
  /** One input, select or textarea. */
  readonly children: ReactElement<Record<string, unknown>>;
};

/** A labelled input with its hint or what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps): ReactElement {
  const id = useId();
  const note = error ?? hint;
  const noteId = `${id}-note`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        "aria-describedby": note ? noteId : undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {note && (
        <p
          id={noteId}
          className={error ? "form-error" : "field-hint"}
          role={error ? "alert" : undefined}
        >
          {note}
        </p>
      )}
    </div>
  );
}
