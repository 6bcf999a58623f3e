import type { ReactElement } from "react";
import { ariaKeys } from "../hotkeys/aria-keys.ts";
import { useHotkeyBindings } from "../hotkeys/hotkeys-context.ts";
import { isApple } from "../hotkeys/is-apple.ts";
import { IconButton } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useComposerScope } from "./composer-scope.ts";
import { textFormats } from "./text-formats.ts";

/** Buttons for the marks of a message's text. One Tab stop; arrows go along it. */
export function FormattingBar(): ReactElement | null {
  const { formatting, edit } = useComposerScope();
  const strings = useStrings();
  const keysOf = useHotkeyBindings();
  if (!formatting) return null;
  return (
    <div
      data-part="formatting"
      role="toolbar"
      aria-label={strings("format.label")}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const buttons = [...event.currentTarget.querySelectorAll("button")];
        const at = buttons.findIndex((button) => button === document.activeElement);
        const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
        const next = at + (isRtl ? -step : step);
        buttons[(next + buttons.length) % buttons.length]?.focus();
      }}
    >
      {textFormats.map(({ id, icon, hotkey, rule }, index) => (
        <IconButton
          key={id}
          icon={icon}
          size="small"
          tabIndex={index === 0 ? 0 : -1}
          label={strings(id)}
          aria-keyshortcuts={hotkey === null ? undefined : ariaKeys(keysOf(hotkey), isApple())}
          // The press must not take the selection away.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => edit(rule)}
        />
      ))}
    </div>
  );
}
