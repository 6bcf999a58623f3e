/** What a key press is judged by: a `KeyboardEvent` has it. */
export type KeyPress = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

/** Whether a press is what a combination such as `mod+shift+k` says. */
export function matchHotkey(press: KeyPress, combination: string, isMac: boolean): boolean {
  const { key, mod, alt, shift } = parseHotkey(combination);
  const other = isMac ? press.ctrlKey : press.metaKey;
  if (mod !== (isMac ? press.metaKey : press.ctrlKey) || other || alt !== press.altKey)
    return false;
  if (key.toLowerCase() !== press.key.toLowerCase()) return false;
  // A sign such as `?` is a key of its own: which keyboards need Shift for it is not ours to know.
  return isSign(key) || shift === press.shiftKey;
}

/** Whether a combination is a bare letter or sign, which fires only where nobody can be writing (WCAG 2.1.4). */
export function isBareCharacter(combination: string): boolean {
  const { key, mod, alt } = parseHotkey(combination);
  return key.length === 1 && !mod && !alt;
}

export type ParsedHotkey = {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
};

/** Takes a combination apart. The key itself is last, and may be `+`. */
export function parseHotkey(combination: string): ParsedHotkey {
  const key = combination.endsWith("+") ? "+" : combination.slice(combination.lastIndexOf("+") + 1);
  const modifiers = combination.slice(0, combination.length - key.length).split("+");
  return {
    key,
    mod: modifiers.includes("mod"),
    alt: modifiers.includes("alt"),
    shift: modifiers.includes("shift"),
  };
}

function isSign(key: string): boolean {
  return key.length === 1 && key.toLowerCase() === key.toUpperCase();
}
