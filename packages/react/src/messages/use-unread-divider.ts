import { useCallback, useEffect, useRef, useState } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import type { ReadLine } from "./use-read-line.ts";

export type UnreadDivider = {
  /** What was read when the divider was placed; null for none. */
  readonly readSeq: number | null;
  /** Takes it away: the viewer has caught up by writing something. */
  readonly clear: () => void;
  /** Whether the newest message is in view, as the list knows it. */
  readonly atEnd: { current: boolean };
};

/**
 * Where the unread messages begin, as of the opening of the channel: reading them does not move it.
 * It is placed anew when messages arrive while the viewer looks elsewhere with everything read.
 */
export function useUnreadDivider(line: ReadLine): UnreadDivider {
  const { store } = useChatClient();
  const atEnd = useRef(true);
  const watermark = useCallback(() => line.seqIn(store.getState()), [store, line]);
  const [readSeq, setReadSeq] = useState(() =>
    line.unreadIn(store.getState()).count > 0 ? watermark() : null,
  );
  useEffect(
    () =>
      store.subscribe(
        (state) => line.unreadIn(state).count,
        (count, before) => {
          const looking = document.visibilityState === "visible" && document.hasFocus();
          if (before === 0 && count > 0 && !(looking && atEnd.current)) setReadSeq(watermark());
        },
      ),
    [store, line, watermark],
  );
  return { readSeq, clear: useCallback(() => setReadSeq(null), []), atEnd };
}
