import { useEffect, useId, useRef } from "react";

/**
 * On a phone, where one pane is seen at a time, an opened channel is an entry of the browser's history: its back button closes
 * the channel, and so does `close`. Where two panes fit there is nothing to go back from.
 */
export function usePaneHistory(
  isOpen: boolean,
  isNarrow: boolean,
  onBack: () => void,
): { readonly close: () => void } {
  const id = useId();
  const latest = useRef(onBack);
  useEffect(() => {
    latest.current = onBack;
  });
  useEffect(() => {
    if (!isOpen || !isNarrow) return;
    if (entryOf(history.state) !== id) {
      history.pushState({ ...history.state, natterPane: id }, "");
    }
    const onPop = () => {
      if (entryOf(history.state) !== id) latest.current();
    };
    window.addEventListener("popstate", onPop);
    return () => window.removeEventListener("popstate", onPop);
  }, [id, isOpen, isNarrow]);
  return {
    close: () => {
      if (isNarrow && entryOf(history.state) === id) history.back();
      else onBack();
    },
  };
}

function entryOf(state: unknown): unknown {
  return typeof state === "object" && state !== null && "natterPane" in state
    ? state.natterPane
    : null;
}
