import { createContext, useCallback, useContext, useEffect, useRef } from "react";
import type { HotkeyId } from "./hotkey-keys.ts";
import { isApple } from "./is-apple.ts";
import { matchHotkey, type KeyPress } from "./match-hotkey.ts";

/** Does what a key is for. Returning false leaves the key to whoever else wants it. */
export type RunHotkey = (event: KeyboardEvent) => boolean | void;

export type HotkeyRegistry = {
  /** Adds who does it; the latest comes first. Returns how to take it back. */
  readonly add: (id: HotkeyId, run: RunHotkey) => () => void;
  /** The keys in force. */
  readonly keysOf: (id: HotkeyId) => readonly string[];
};

const none: readonly string[] = [];

export const HotkeysContext = createContext<HotkeyRegistry>({
  add: () => () => {},
  keysOf: () => none,
});

/** Does something at one of the kit's keys, wherever in the chat it is pressed, while the component is mounted. */
export function useHotkey(id: HotkeyId, run: RunHotkey, enabled = true): void {
  const { add } = useContext(HotkeysContext);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(
    () => (enabled ? add(id, (event) => latest.current(event)) : undefined),
    [add, id, enabled],
  );
}

/** The keys in force, by the name of what they do; empty where they are switched off. */
export function useHotkeyBindings(): HotkeyRegistry["keysOf"] {
  return useContext(HotkeysContext).keysOf;
}

/** Whether a press is one of the keys in force for something: for parts that hear the keyboard while they have the focus. */
export function useHotkeyMatch(): (press: KeyPress, id: HotkeyId) => boolean {
  const keys = useHotkeyBindings();
  return useCallback(
    (press, id) => keys(id).some((combination) => matchHotkey(press, combination, isApple())),
    [keys],
  );
}
