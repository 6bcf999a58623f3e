import type { FormEvent, ReactElement, ReactNode } from "react";
import { useTask } from "../loading/use-task.ts";
import { Button } from "../primitives/button.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { FormError } from "./field.tsx";

export type FormDialogProps = {
  readonly title: string;
  readonly submitLabel: string;
  /** The dialog closes when it worked, and says why when it throws. */
  readonly onSubmit: (form: FormData) => Promise<unknown>;
  readonly onClose: () => void;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly children: ReactNode;
};

/** A few fields and a button that does something with them. */
export function FormDialog(props: FormDialogProps): ReactElement {
  const { title, submitLabel, onSubmit, onClose, disabled, danger, children } = props;
  const strings = useStrings();
  const { run, busy, error } = useTask();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (await run(() => onSubmit(form))) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form data-natter="form" onSubmit={(event) => void submit(event)}>
        {children}
        <FormError error={error} />
        <div data-part="footer">
          <Button onClick={onClose}>{strings("form.cancel")}</Button>
          <Button
            type="submit"
            variant={danger ? "danger" : "primary"}
            busy={busy}
            disabled={disabled}
          >
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
