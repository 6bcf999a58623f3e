import { useEffect, useRef } from "react";
import { useLocation } from "wouter";

/**
 * Gives the focus to the page when what had it went with the page before: keys go on from there, and a screen reader reads it.
 * A page that has a better place for it, as a channel its composer, has taken it by then.
 */
export function useFocusOfPage(): void {
  const [path] = useLocation();
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    if (document.activeElement === document.body) {
      document.querySelector<HTMLElement>("main")?.focus();
    }
  }, [path]);
}
