import { useEffect, useRef, type KeyboardEvent, type ReactElement, type RefObject } from "react";
import { slot } from "../components/slot.tsx";
import { Icon, type IconName } from "./icon.tsx";
import { Popover } from "./popover.tsx";

export type MenuItem = {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  /** The key that does the same, as it is to be read. */
  readonly shortcut?: string | undefined;
  /** Given for a choice among several: whether this one is chosen. */
  readonly checked?: boolean;
  /** Told whether Shift was held. */
  readonly run: (press: { readonly shiftKey: boolean }) => void;
};

/** An action that is shown as one sign in the menu's first row. */
export type MenuShortcut = {
  readonly id: string;
  readonly label: string;
  readonly sign: string;
  readonly run: () => void;
};

export type MenuProps = {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly shortcuts?: readonly MenuShortcut[];
  readonly anchor: RefObject<HTMLElement | null>;
  /** Comes up from the bottom of a small touch screen instead of beside its anchor. */
  readonly sheet?: boolean;
  readonly onClose: () => void;
};

/** A menu of actions beside its button. Focus starts on the first item whichever side it opens on. */
export const Menu = slot("Menu", function Menu(props: MenuProps): ReactElement {
  const { label, items, shortcuts = [], anchor, sheet = false, onClose } = props;
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
  }, []);
  return (
    <Popover anchor={anchor} onClose={onClose}>
      <div
        ref={ref}
        data-natter="menu"
        data-sheet={sheet ? "" : undefined}
        role="menu"
        aria-label={label}
        onKeyDown={(event) => {
          if (event.key === "Tab") onClose();
          else moveFocus(event, ref.current);
        }}
      >
        {shortcuts.length > 0 && (
          <div data-part="shortcuts" role="presentation">
            {shortcuts.map((shortcut) => (
              <button
                key={shortcut.id}
                type="button"
                role="menuitem"
                tabIndex={-1}
                aria-label={shortcut.label}
                title={shortcut.label}
                onClick={() => {
                  onClose();
                  shortcut.run();
                }}
              >
                {shortcut.sign}
              </button>
            ))}
          </div>
        )}
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role={item.checked === undefined ? "menuitem" : "menuitemradio"}
            aria-checked={item.checked}
            tabIndex={-1}
            data-danger={item.danger ? "" : undefined}
            onClick={({ shiftKey }) => {
              onClose();
              item.run({ shiftKey });
            }}
          >
            {item.icon && <Icon name={item.icon} size={18} />}
            {item.label}
            {item.shortcut && (
              <kbd aria-hidden="true" dir="ltr">
                {item.shortcut}
              </kbd>
            )}
            {item.checked && (
              <span data-part="check">
                <Icon name="check" size={16} />
              </span>
            )}
          </button>
        ))}
      </div>
    </Popover>
  );
});

function moveFocus(event: KeyboardEvent, menu: HTMLElement | null): void {
  const items = [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  const at = items.findIndex((item) => item === document.activeElement);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: items.length - 1,
  };
  const to = steps[event.key];
  if (to === undefined) return;
  event.preventDefault();
  items[(to + items.length) % items.length]?.focus();
}
