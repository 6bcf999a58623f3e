import { cloneElement, useId, type ReactElement } from "react";

export type FieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | null;
  /** One input, select or textarea. */
  readonly children: ReactElement<Record<string, unknown>>;
};

/** A labelled input with its hint, or with what is wrong with it. */
export function Field({ label, hint, error, children }: FieldProps): ReactElement {
  const id = useId();
  const note = error ?? hint;
  const noteId = `${id}-note`;
  return (
    <div data-natter="field" data-invalid={error ? "" : undefined}>
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        "aria-describedby": note ? noteId : undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {note && (
        <p id={noteId} data-part={error ? "error" : "hint"} role={error ? "alert" : undefined}>
          {note}
        </p>
      )}
    </div>
  );
}

/** What went wrong with a whole form; nothing when nothing did. */
export function FormError({ error }: { readonly error: string | null }): ReactElement | null {
  if (error === null) return null;
  return (
    <p data-natter="form-error" role="alert">
      {error}
    </p>
  );
}
