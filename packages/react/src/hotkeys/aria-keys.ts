import { parseHotkey } from "./match-hotkey.ts";

/** Combinations as `aria-keyshortcuts` wants them (WAI-ARIA 1.2, 6.6.17); undefined for none. */
export function ariaKeys(combinations: readonly string[], isMac: boolean): string | undefined {
  const said = combinations.map((combination) => {
    const { key, mod, alt, shift } = parseHotkey(combination);
    return [
      ...(mod ? [isMac ? "Meta" : "Control"] : []),
      ...(alt ? ["Alt"] : []),
      ...(shift ? ["Shift"] : []),
      key.length === 1 ? key.toUpperCase() : key,
    ].join("+");
  });
  return said.length === 0 ? undefined : said.join(" ");
}
