import { useCallback, useEffect, useMemo, useRef, type ReactElement, type ReactNode } from "react";
import { keysOf, type HotkeyChoice, type HotkeyId } from "./hotkey-keys.ts";
import { HotkeysContext, type HotkeyRegistry, type RunHotkey } from "./hotkeys-context.ts";
import { isApple } from "./is-apple.ts";
import { isBareCharacter, matchHotkey } from "./match-hotkey.ts";

export type HotkeysProviderProps = {
  /** The chat's element. */
  readonly root: HTMLElement | null;
  readonly choice: HotkeyChoice | false;
  readonly children: ReactNode;
};

/**
 * Listens to the keys of one chat. None is heard while a word is being composed, nor in a field of the page around, and a bare
 * letter only in the list of messages. Of two chats on a page the one with the focus hears, else the first that wants it.
 */
export function HotkeysProvider({ root, choice, children }: HotkeysProviderProps): ReactElement {
  const running = useRef(new Map<HotkeyId, RunHotkey[]>());
  const add = useCallback<HotkeyRegistry["add"]>((id, run) => {
    const all = running.current;
    all.set(id, [run, ...(all.get(id) ?? [])]);
    return () => all.set(id, all.get(id)?.filter((other) => other !== run) ?? []);
  }, []);

  useEffect(() => {
    if (root === null || choice === false) return;
    const isMac = isApple();
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isOurs(event, root)) return;
      for (const [id, runs] of running.current) {
        const pressed = keysOf(id, choice).find((keys) => matchHotkey(event, keys, isMac));
        if (pressed === undefined || (isBareCharacter(pressed) && !isInMessages(event))) continue;
        if (runs.some((run) => run(event) !== false)) {
          event.preventDefault();
          return;
        }
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [root, choice]);

  const registry = useMemo(
    (): HotkeyRegistry => ({ add, keysOf: (id) => keysOf(id, choice) }),
    [add, choice],
  );
  return <HotkeysContext.Provider value={registry}>{children}</HotkeysContext.Provider>;
}

function isOurs(event: KeyboardEvent, root: HTMLElement): boolean {
  // 229 is what some browsers give instead of `isComposing`.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return true;
  const around = target.closest('[data-natter="root"]');
  return around === null ? !isField(target) : around === root;
}

function isField(element: HTMLElement): boolean {
  return element.matches("input, textarea, select") || element.isContentEditable;
}

function isInMessages({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || isField(target)) return false;
  return target.closest('[data-natter="message-list"]') !== null;
}
