import { useCallback, useEffect, useRef, useState } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { isLooking } from "./is-looking.ts";
import type { ReadLine } from "./use-read-line.ts";

export type UnreadDivider = {
  /** What was read when the divider was placed; null for none. */
  readonly readSeq: number | null;
  /** How many messages were unread then. */
  readonly count: number;
  /** Takes it away: the viewer has caught up by writing something. */
  readonly clear: () => void;
  /** Puts it above the first message after a number: the viewer wants to come back there. */
  readonly place: (readSeq: number) => void;
  /** Whether the newest message is in view, as the list knows it. */
  readonly atEnd: { current: boolean };
};

type Placed = Pick<UnreadDivider, "readSeq" | "count">;

const nowhere: Placed = { readSeq: null, count: 0 };

/**
 * Where the unread messages begin, as of the opening of the channel: reading them does not move it.
 * It is placed anew when messages arrive while the viewer looks elsewhere with everything read.
 */
export function useUnreadDivider(line: ReadLine): UnreadDivider {
  const { store } = useChatClient();
  const atEnd = useRef(true);
  const watermark = useCallback(() => line.seqIn(store.getState()), [store, line]);
  const now = useCallback(
    (): Placed => ({ readSeq: watermark(), count: line.unreadIn(store.getState()).count }),
    [watermark, line, store],
  );
  const [placed, setPlaced] = useState<Placed>(() => {
    const first = now();
    return first.count > 0 ? first : nowhere;
  });
  useEffect(
    () =>
      store.subscribe(
        (state) => line.unreadIn(state).count,
        (count, before) => {
          if (before === 0 && count > 0 && !(isLooking() && atEnd.current)) setPlaced(now());
        },
      ),
    [store, line, now],
  );
  return {
    ...placed,
    clear: useCallback(() => setPlaced(nowhere), []),
    place: useCallback((readSeq: number) => setPlaced({ readSeq, count: 0 }), []),
    atEnd,
  };
}
