import { useCallback, useLayoutEffect, useRef, type RefCallback, type RefObject } from "react";
import { holdFocus } from "../primitives/hold-focus.ts";

export type PanelFocus = {
  readonly panel: RefObject<HTMLElement | null>;
  /** For the first thing in the panel: it hears that it is there before anything else in the panel takes the focus. */
  readonly first: RefCallback<HTMLElement>;
};

/**
 * Gives a panel the focus when it opens, if it is to have it and nothing in it took it; and gives the focus back to whatever had
 * it before when the panel goes with it.
 */
export function usePanelFocus(takesFocus: boolean): PanelFocus {
  const panel = useRef<HTMLElement>(null);
  const giveBack = useRef<(() => void) | null>(null);
  const first = useCallback((element: HTMLElement | null) => {
    if (element !== null) giveBack.current = holdFocus();
  }, []);
  const isTaking = useRef(takesFocus);
  /** What had the focus when the effect was undone: in strict mode it is done again. */
  const held = useRef<Element | null>(null);
  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null) return;
    const hasFocus = () => element.contains(document.activeElement);
    if (held.current instanceof HTMLElement) held.current.focus();
    else if (isTaking.current && !hasFocus()) element.focus();
    held.current = null;
    return () => {
      if (!hasFocus()) return;
      held.current = document.activeElement;
      giveBack.current?.();
    };
  }, []);
  return { panel, first };
}
