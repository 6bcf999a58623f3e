import { useId, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { IconButton } from "../primitives/button.tsx";
import { usePanelFocus } from "./use-panel-focus.ts";
import { useStrings } from "../strings/use-strings.ts";
import { slot } from "../components/slot.tsx";

export type PanelProps = {
  readonly title: string;
  /** Names the panel for styling, as `data-panel`. */
  readonly name: string;
  /** For what somebody opened: it takes the focus when it comes, unless something in it does. */
  readonly autoFocus?: boolean | undefined;
  /** Shows a button that closes it, and Escape does too; the focus goes back to what had it before. */
  readonly onClose?: (() => void) | undefined;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly role?: "complementary" | "search" | "region";
  readonly children: ReactNode;
};

/** Something beside the conversation, with a title and a way to close it. */
export const Panel = slot("Panel", DefaultPanel);

function DefaultPanel(props: PanelProps): ReactElement {
  const { title, name, autoFocus = false, onClose, actions, role = "complementary" } = props;
  const strings = useStrings();
  const titleId = useId();
  const focus = usePanelFocus(autoFocus);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || onClose === undefined) return;
    event.preventDefault();
    onClose();
  };
  return (
    <section
      ref={focus.panel}
      tabIndex={-1}
      data-natter="panel"
      data-panel={name}
      role={role}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
    >
      <header ref={focus.first} data-part="header">
        <h2 id={titleId}>{title}</h2>
        {actions}
        {onClose && <IconButton icon="close" label={strings("dialog.close")} onClick={onClose} />}
      </header>
      <div data-part="body">{props.children}</div>
    </section>
  );
}
