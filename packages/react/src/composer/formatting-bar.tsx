import type { ReactElement } from "react";
import { ariaKeys } from "../hotkeys/aria-keys.ts";
import { useHotkeyBindings } from "../hotkeys/hotkeys-context.ts";
import { isApple } from "../hotkeys/is-apple.ts";
import { IconButton } from "../primitives/button.tsx";
import type { IconName } from "../primitives/icon.tsx";
import type { StringKey } from "../strings/english.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useComposerScope } from "./composer-scope.ts";
import type { FormatKeyId } from "./format-key-ids.ts";
import { formatKeys, mark, type FormatRule } from "./format-keys.ts";
import { makeCodeBlock, togglePrefix } from "./format-text.ts";

type Tool = {
  readonly id: StringKey;
  readonly icon: IconName;
  /** The key that does the same; it is what says how. */
  readonly hotkey?: FormatKeyId;
  readonly rule?: FormatRule;
};

const tools: readonly Tool[] = [
  { id: "format.bold", icon: "bold", hotkey: "composer.bold" },
  { id: "format.italic", icon: "italic", hotkey: "composer.italic" },
  { id: "format.strike", icon: "strike", hotkey: "composer.strike" },
  { id: "format.link", icon: "link", hotkey: "composer.link" },
  { id: "format.list", icon: "list", rule: (text) => togglePrefix(text, "- ") },
  { id: "format.quote", icon: "quote", rule: (text) => togglePrefix(text, "> ") },
  { id: "format.code", icon: "code", hotkey: "composer.code" },
  { id: "format.codeBlock", icon: "code-block", rule: makeCodeBlock },
  { id: "format.spoiler", icon: "eye-off", rule: mark("||") },
];

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
      {tools.map(({ id, icon, hotkey, rule = hotkey && formatKeys[hotkey] }, index) => (
        <IconButton
          key={id}
          icon={icon}
          size="small"
          tabIndex={index === 0 ? 0 : -1}
          label={strings(id)}
          aria-keyshortcuts={hotkey && ariaKeys(keysOf(hotkey), isApple())}
          // The press must not take the selection away.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => rule && edit(rule)}
        />
      ))}
    </div>
  );
}
