import { useState, type FormEvent, type ReactElement } from "react";
import { useTask } from "../loading/use-task.ts";
import { Button } from "../primitives/button.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { Field, FormError } from "./field.tsx";

export type ConfirmDialogProps = {
  readonly title: string;
  readonly text: string;
  /** What the button that does it says. */
  readonly action: string;
  /** A word that has to be written first, for what cannot be undone at all. */
  readonly typed?: string;
  /** The dialog stays, and says why, when it throws. */
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
};

/** Asks before something that is not easily undone. Focus begins on the way back. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const { title, text, action, typed, onConfirm, onClose } = props;
  const strings = useStrings();
  const { run, busy, error } = useTask();
  const [written, setWritten] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run(onConfirm)) onClose();
  };
  return (
    <Dialog role="alertdialog" title={title} onClose={onClose}>
      <form data-natter="form" onSubmit={(event) => void submit(event)}>
        <p>{text}</p>
        {typed !== undefined && (
          <Field label={strings("confirm.type", { name: typed })}>
            <input
              value={written}
              autoComplete="off"
              onChange={(event) => setWritten(event.target.value)}
            />
          </Field>
        )}
        <FormError error={error} />
        <div data-part="footer">
          <Button onClick={onClose}>{strings("form.cancel")}</Button>
          <Button
            type="submit"
            variant="danger"
            busy={busy}
            disabled={typed !== undefined && written.trim() !== typed.trim()}
          >
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
