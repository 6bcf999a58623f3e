import { parseHotkey } from "./match-hotkey.ts";

const signs: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
  Delete: "Del",
  PageUp: "PgUp",
};

/** The caps to press for a combination, in the order of this kind of keyboard. */
export function showHotkey(combination: string, isMac: boolean): readonly string[] {
  const { key, mod, alt, shift } = parseHotkey(combination);
  const cap = signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  return [
    ...(mod ? [isMac ? "⌘" : "Ctrl"] : []),
    ...(alt ? [isMac ? "⌥" : "Alt"] : []),
    ...(shift ? [isMac ? "⇧" : "Shift"] : []),
    cap,
  ];
}
