import { Fragment, useState, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { HotkeyId } from "./hotkey-keys.ts";
import { hotkeyIds, hotkeys, type HotkeyScope } from "./hotkey-table.ts";
import { useHotkey, useHotkeyBindings } from "./hotkeys-context.ts";
import { isApple } from "./is-apple.ts";
import { showHotkey } from "./show-hotkey.ts";

export type HotkeySheetProps = { readonly onClose: () => void };

const scopes = ["chat", "messages", "composer"] as const satisfies readonly HotkeyScope[];

/** Every key and what it does, made from the keys in force. */
export const HotkeySheet = slot("HotkeySheet", DefaultHotkeySheet);

function DefaultHotkeySheet({ onClose }: HotkeySheetProps): ReactElement {
  const strings = useStrings();
  const keysOf = useHotkeyBindings();
  return (
    <Dialog title={strings("hotkeys.title")} onClose={onClose}>
      {/* It holds nothing to focus, and is to be scrolled by keyboard all the same. */}
      <div
        data-natter="hotkey-sheet"
        tabIndex={0}
        role="group"
        aria-label={strings("hotkeys.title")}
      >
        {scopes.map((scope) => {
          const ids = hotkeyIds.filter(
            (id) => hotkeys[id].scope === scope && keysOf(id).length > 0,
          );
          return (
            ids.length > 0 && (
              <section key={scope}>
                <h3>{strings(`hotkeys.scope.${scope}`)}</h3>
                <dl>
                  {ids.map((id) => (
                    <HotkeyRow key={id} id={id} keys={keysOf(id)} />
                  ))}
                </dl>
              </section>
            )
          );
        })}
      </div>
    </Dialog>
  );
}

function HotkeyRow(props: { readonly id: HotkeyId; readonly keys: readonly string[] }) {
  const strings = useStrings();
  const isMac = isApple();
  return (
    <div data-part="row">
      <dt>{strings(hotkeys[props.id].label)}</dt>
      <dd dir="ltr">
        {props.keys.map((keys, index) => (
          <Fragment key={keys}>
            {index > 0 && <span data-part="or"> / </span>}
            {showHotkey(keys, isMac).map((cap) => (
              <kbd key={cap}>{cap}</kbd>
            ))}
          </Fragment>
        ))}
      </dd>
    </div>
  );
}

/** The sheet, opened by its own key. */
export function HotkeyHelp(): ReactElement | null {
  const [isOpen, setOpen] = useState(false);
  useHotkey("sheet.open", () => setOpen(true));
  return isOpen ? <HotkeySheet onClose={() => setOpen(false)} /> : null;
}
