import type { ReactElement } from "react";
import { IconButton } from "../primitives/button.tsx";
import type { IconName } from "../primitives/icon.tsx";
import type { StringKey } from "../strings/english.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useComposerScope } from "./composer-scope.ts";
import type { TextareaChange } from "./edit-textarea.ts";
import { makeCodeBlock, makeLink, toggleMark, togglePrefix, type Selected } from "./format-text.ts";

type Tool = {
  readonly id: StringKey;
  readonly icon: IconName;
  readonly keys: string | null;
  readonly rule: (selected: Selected) => TextareaChange;
};

const tools: readonly Tool[] = [
  { id: "format.bold", icon: "bold", keys: "Control+B", rule: (text) => toggleMark(text, "**") },
  { id: "format.italic", icon: "italic", keys: "Control+I", rule: (text) => toggleMark(text, "*") },
  {
    id: "format.strike",
    icon: "strike",
    keys: "Control+Shift+X",
    rule: (text) => toggleMark(text, "~~"),
  },
  { id: "format.link", icon: "link", keys: "Control+Shift+L", rule: (text) => makeLink(text) },
  { id: "format.list", icon: "list", keys: null, rule: (text) => togglePrefix(text, "- ") },
  { id: "format.quote", icon: "quote", keys: null, rule: (text) => togglePrefix(text, "> ") },
  { id: "format.code", icon: "code", keys: "Control+E", rule: (text) => toggleMark(text, "`") },
  { id: "format.codeBlock", icon: "code-block", keys: null, rule: makeCodeBlock },
  { id: "format.spoiler", icon: "eye-off", keys: null, rule: (text) => toggleMark(text, "||") },
];

/** Buttons for the marks of a message's text. One Tab stop; arrows go along it. */
export function FormattingBar(): ReactElement | null {
  const { formatting, edit } = useComposerScope();
  const strings = useStrings();
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
      {tools.map(({ id, icon, keys, rule }, index) => (
        <IconButton
          key={id}
          icon={icon}
          size="small"
          tabIndex={index === 0 ? 0 : -1}
          label={strings(id)}
          aria-keyshortcuts={keys ?? undefined}
          // The press must not take the selection away.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => edit(rule)}
        />
      ))}
    </div>
  );
}
