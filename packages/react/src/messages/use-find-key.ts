import { useEffect, useRef, type RefObject } from "react";
import { useChannelScope } from "../channel/channel-context.ts";

/** A second press within so long means the browser's own search. */
const againMs = 3_000;

/**
 * Ctrl+F (Cmd+F) where the messages are opens the app's search, since the browser's own finds only what is in view; pressed
 * twice it is the browser's.
 */
export function useFindKey(listRef: RefObject<HTMLElement | null>): void {
  const { find } = useChannelScope();
  const last = useRef(0);
  useEffect(() => {
    if (find === null) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const isFind = event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey);
      if (!isFind || event.shiftKey || event.altKey || event.defaultPrevented) return;
      const pane = listRef.current?.closest("section, main, [role=main], [role=region]");
      const focused = document.activeElement;
      const isHere = focused === document.body || (pane ?? listRef.current)?.contains(focused);
      if (!isHere) return;
      const isSecond = event.timeStamp - last.current < againMs;
      last.current = isSecond ? 0 : event.timeStamp;
      if (isSecond) return;
      event.preventDefault();
      find();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [find, listRef]);
}
