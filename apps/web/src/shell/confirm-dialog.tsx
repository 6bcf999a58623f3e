import { Button, Dialog } from "@natter/react";
import type { ReactElement } from "react";

export type ConfirmDialogProps = {
  readonly title: string;
  readonly text: string;
  /** What the button that does it says. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Asks before something that is not easily undone. Focus begins on the way back. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const { title, text, action, onConfirm, onClose } = props;
  return (
    <Dialog role="alertdialog" title={title} onClose={onClose}>
      <p>{text}</p>
      <div data-part="footer">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
