import type { HotkeyId } from "../hotkeys/hotkey-table.ts";
import type { IconName } from "../primitives/icon.tsx";
import type { StringKey } from "../strings/english.ts";
import type { TextareaChange } from "./edit-textarea.ts";
import { makeCodeBlock, makeLink, toggleMark, togglePrefix, type Selected } from "./format-text.ts";

export type TextFormat = {
  readonly id: StringKey;
  readonly icon: IconName;
  /** The key that does it in the composer; null for none. */
  readonly hotkey: HotkeyId | null;
  readonly rule: (selected: Selected) => TextareaChange;
};

const mark = (sign: string) => (text: Selected) => toggleMark(text, sign);
const prefix = (sign: string) => (text: Selected) => togglePrefix(text, sign);

/** What can be done to the text of a message, by button and by key. */
export const textFormats: readonly TextFormat[] = [
  { id: "format.bold", icon: "bold", hotkey: "composer.bold", rule: mark("**") },
  { id: "format.italic", icon: "italic", hotkey: "composer.italic", rule: mark("*") },
  { id: "format.strike", icon: "strike", hotkey: "composer.strike", rule: mark("~~") },
  { id: "format.link", icon: "link", hotkey: "composer.link", rule: (text) => makeLink(text) },
  { id: "format.list", icon: "list", hotkey: null, rule: prefix("- ") },
  { id: "format.quote", icon: "quote", hotkey: null, rule: prefix("> ") },
  { id: "format.code", icon: "code", hotkey: "composer.code", rule: mark("`") },
  { id: "format.codeBlock", icon: "code-block", hotkey: null, rule: makeCodeBlock },
  { id: "format.spoiler", icon: "eye-off", hotkey: null, rule: mark("||") },
];
