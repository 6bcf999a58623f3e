import { useEffect, useId, useRef, type ReactElement, type ReactNode } from "react";
import { slot } from "../components/slot.tsx";
import { IconButton } from "./button.tsx";
import { holdFocus } from "./hold-focus.ts";
import { Layer, useLayer } from "./layer.tsx";
import { useStrings } from "../strings/use-strings.ts";

const firstStop = '[data-part="body"] :is(input, textarea, button, [tabindex="0"])';

export type DialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** `alertdialog` for a question that must be answered. */
  readonly role?: "dialog" | "alertdialog";
};

/**
 * A modal window on the browser's own `<dialog>`: it traps focus, closes on Escape or a press outside,
 * and gives focus back to what opened it. It is open for as long as it is rendered.
 */
export const Dialog = slot(
  "Dialog",
  function Dialog({ title, onClose, children, role }: DialogProps): ReactElement {
    const strings = useStrings();
    const ref = useRef<HTMLDialogElement>(null);
    const titleId = useId();
    const layer = useLayer();

    useEffect(() => {
      const dialog = ref.current;
      if (!dialog) return;
      const giveBack = holdFocus();
      dialog.showModal();
      // By itself the browser would choose the button that closes.
      dialog.querySelector<HTMLElement>(firstStop)?.focus();
      return () => {
        dialog.close();
        giveBack();
      };
    }, [layer]);

    return (
      <Layer>
        <dialog
          ref={ref}
          data-natter="dialog"
          role={role}
          aria-labelledby={titleId}
          onCancel={(event) => {
            event.preventDefault();
            onClose();
          }}
          onPointerDown={(event) => {
            if (event.target === ref.current) onClose();
          }}
        >
          <div data-part="header">
            <h2 data-part="title" id={titleId}>
              {title}
            </h2>
            <IconButton
              icon="close"
              size="small"
              label={strings("dialog.close")}
              onClick={onClose}
            />
          </div>
          <div data-part="body">{children}</div>
        </dialog>
      </Layer>
    );
  },
);
