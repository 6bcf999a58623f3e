import { Button, Dialog } from "@natter/react";
import { useState, type FormEvent, type ReactElement, type ReactNode } from "react";
import { Field } from "./field.tsx";
import { sentenceOf } from "./sentence-of.ts";

export type NameDialogProps = {
  readonly title: string;
  readonly label: string;
  readonly hint?: string;
  readonly initial?: string;
  readonly placeholder?: string;
  readonly submitLabel: string;
  /** Throws to say, in a sentence, why it did not work. */
  readonly onSubmit: (name: string, form: FormData) => Promise<void>;
  readonly onClose: () => void;
  /** More inputs of the same form. */
  readonly children?: ReactNode;
};

/** Asks for a name and does something with it. */
export function NameDialog(props: NameDialogProps): ReactElement {
  const { title, label, hint, initial, placeholder, submitLabel, onSubmit, onClose, children } =
    props;
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await onSubmit(String(form.get("name") ?? "").trim(), form);
      onClose();
    } catch (failure) {
      setError(sentenceOf(failure));
      setBusy(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="form" onSubmit={submit}>
        <Field label={label} error={error} {...(hint ? { hint } : {})}>
          <input
            name="name"
            required
            maxLength={100}
            defaultValue={initial}
            placeholder={placeholder}
            autoComplete="off"
            autoFocus
          />
        </Field>
        {children}
        <div data-part="footer">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
