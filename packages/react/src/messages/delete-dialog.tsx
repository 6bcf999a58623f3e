import type { ReactElement } from "react";
import { Button } from "../primitives/button.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type DeleteDialogProps = {
  readonly text: string;
  readonly onDelete: () => void;
  readonly onClose: () => void;
};

/** Asks before a message is deleted. */
export function DeleteDialog({ text, onDelete, onClose }: DeleteDialogProps): ReactElement {
  const strings = useStrings();
  return (
    <Dialog role="alertdialog" title={strings("delete.title")} onClose={onClose}>
      <p>{strings("delete.text")}</p>
      <blockquote data-natter="delete-preview" dir="auto">
        {text}
      </blockquote>
      <div data-part="footer">
        <Button onClick={onClose} autoFocus>
          {strings("composer.cancel")}
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose();
            onDelete();
          }}
        >
          {strings("delete.confirm")}
        </Button>
      </div>
    </Dialog>
  );
}
