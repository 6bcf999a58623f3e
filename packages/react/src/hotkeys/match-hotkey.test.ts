import { describe, expect, it } from "vitest";
import { isBareCharacter, matchHotkey, type KeyPress } from "./match-hotkey.ts";

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ ...bare, key, ...held });

describe("matchHotkey", () => {
  it("takes Ctrl for `mod`, and Command on a Mac", () => {
    expect(matchHotkey(press("k", { ctrlKey: true }), "mod+k", false)).toBe(true);
    expect(matchHotkey(press("k", { metaKey: true }), "mod+k", true)).toBe(true);
    expect(matchHotkey(press("k", { ctrlKey: true }), "mod+k", true)).toBe(false);
    expect(matchHotkey(press("k", { metaKey: true }), "mod+k", false)).toBe(false);
    expect(matchHotkey(press("k"), "mod+k", false)).toBe(false);
  });

  it("wants the very modifiers", () => {
    const down = press("ArrowDown", { altKey: true });
    expect(matchHotkey(down, "alt+ArrowDown", false)).toBe(true);
    expect(matchHotkey(down, "alt+shift+ArrowDown", false)).toBe(false);
    expect(matchHotkey({ ...down, shiftKey: true }, "alt+ArrowDown", false)).toBe(false);
    expect(matchHotkey({ ...down, ctrlKey: true }, "alt+ArrowDown", false)).toBe(false);
  });

  it("reads letters whatever Shift makes of them, and signs whatever they cost", () => {
    expect(matchHotkey(press("F", { ctrlKey: true, shiftKey: true }), "mod+shift+f", false)).toBe(
      true,
    );
    expect(matchHotkey(press("?", { shiftKey: true }), "?", false)).toBe(true);
    expect(matchHotkey(press("?"), "?", false)).toBe(true);
    expect(matchHotkey(press("+", { shiftKey: true }), "+", false)).toBe(true);
    expect(matchHotkey(press("/", { ctrlKey: true }), "mod+/", false)).toBe(true);
  });
});

describe("isBareCharacter", () => {
  it.each(["r", "?", "+", "shift+a"])("is true for %s", (combination) => {
    expect(isBareCharacter(combination)).toBe(true);
  });

  it.each(["mod+k", "alt+a", "F6", "Escape", "mod++"])("is false for %s", (combination) => {
    expect(isBareCharacter(combination)).toBe(false);
  });
});
