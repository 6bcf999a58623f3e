import { useRef, type RefObject } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useHotkey } from "../hotkeys/hotkeys-context.ts";

/** A second press within so long means the browser's own search. */
const againMs = 3_000;

/**
 * The key for searching a channel (Ctrl+F if nobody chose another), pressed where the messages are, opens the app's search,
 * since the browser's own finds only what is in view; pressed twice it is the browser's.
 */
export function useFindKey(listRef: RefObject<HTMLElement | null>): void {
  const { find } = useChannelScope();
  const last = useRef(Number.NEGATIVE_INFINITY);
  useHotkey(
    "search.channel",
    (event) => {
      const pane = listRef.current?.closest("section, main, [role=main], [role=region]");
      const focused = document.activeElement;
      const isHere = focused === document.body || (pane ?? listRef.current)?.contains(focused);
      if (!isHere) return false;
      const isSecond = event.timeStamp - last.current < againMs;
      last.current = isSecond ? Number.NEGATIVE_INFINITY : event.timeStamp;
      if (isSecond) return false;
      find?.();
      return true;
    },
    find !== null,
  );
}
