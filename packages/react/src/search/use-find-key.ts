import { useEffect, useRef } from "react";

/**
 * Ctrl+F (⌘F on a Mac) opens the kit's search, since a list that shows a part of the history only cannot be searched by the
 * browser. Pressed again while that search has focus it is the browser's own.
 */
export function useFindKey(onOpen: () => void, isEnabled = true): void {
  const latest = useRef(onOpen);
  latest.current = onOpen;
  useEffect(() => {
    if (!isEnabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isFind || event.key.toLowerCase() !== "f" || event.defaultPrevented) return;
      const focus = document.activeElement;
      if (focus?.closest('[data-panel="search"], dialog')) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isEnabled]);
}
