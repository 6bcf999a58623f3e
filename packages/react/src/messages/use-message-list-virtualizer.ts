import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState } from "react";
import { useLatest } from "../channel/use-latest.ts";
import { useHeldPlace, type RowAt } from "./use-held-place.ts";

/** Nearer to the end than this, a reader counts as being at the end. */
const endThresholdPx = 80;

/** Where a list stands when it is first shown: at its end, or with a row in its place. */
export type ListOpening = { readonly type: "end" } | ({ readonly type: "row" } & RowAt);

export type MessageListVirtualizer = {
  readonly viewportRef: (element: HTMLDivElement | null) => void;
  readonly viewport: HTMLDivElement | null;
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLDivElement>;
  /** Whether the newest row is in view; state, so a jump button can follow it. */
  readonly atEnd: boolean;
  /** Whether more than one viewport lies below what is in view. */
  readonly farFromEnd: boolean;
  /** The row at the top of the view, as of this rendering. */
  readonly topIndex: () => number;
  /** The place that is held: null at the end, where the end is held. */
  readonly heldRow: () => RowAt | null;
  readonly scrollToEnd: () => void;
  /** Puts a row in the middle of the view. */
  readonly scrollToKey: (key: string) => void;
  /** Puts a row at a distance from the top of the view. */
  readonly placeRow: (row: RowAt) => void;
  /** Scrolls as little as is needed to bring a row into view. */
  readonly reveal: (key: string) => void;
};

export type MessageListVirtualizerOptions = {
  readonly keys: readonly string[];
  /** Where to stand at first; the end if it is not said. */
  readonly opening?: ListOpening | undefined;
  /** A row that stays in the page wherever one scrolls, because focus is on it. */
  readonly keepKey: string | null;
  /** Whether there are newer rows than these: then the end is not followed. */
  readonly hasNewer: boolean;
  /** Called when less than a viewport (at least 800 px) of rows is left above. */
  readonly onNearStart: () => void;
  readonly onNearEnd: () => void;
};

/**
 * Scrolling of a message list: it opens at the end and stays there while rows arrive or grow, and a reader
 * who has scrolled up keeps their place to the pixel whatever happens above, below, or to the window's size.
 * It never scrolls smoothly: what is far away would pass by unread, and what is near is there at once.
 */
export function useMessageListVirtualizer(
  options: MessageListVirtualizerOptions,
): MessageListVirtualizer {
  const { keys, keepKey, hasNewer, opening } = options;
  const [viewport, setViewport] = useState<HTMLDivElement | null>(null);
  const [standing, setStanding] = useState({ atEnd: true, farFromEnd: false });
  const pinned = useRef(opening === undefined || opening.type === "end");
  const keep = keepKey === null ? -1 : keys.indexOf(keepKey);
  const latest = useLatest(options);

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: keys.length,
    getScrollElement: () => viewport,
    estimateSize: () => 64,
    getItemKey: (index) => keys[index] ?? index,
    anchorTo: "end",
    followOnAppend: !hasNewer,
    scrollEndThreshold: endThresholdPx,
    overscan: 6,
    paddingEnd: 12,
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      if (keep < 0 || indexes.includes(keep)) return indexes;
      return [...indexes, keep].sort((one, other) => one - other);
    },
  });

  // By itself the engine lets a row that grows above the view push everything down while the reader scrolls up.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = ({ key, start, end }, _delta, list) => {
    const offset = list.scrollOffset ?? 0;
    // A row that comes in at the top is as high as it is estimated until it is measured: its bottom is what is seen.
    return list.itemSizeCache.has(key) ? end <= offset : start < offset;
  };

  const scrollToIndex = useCallback(
    (key: string, align: "start" | "center" | "auto") => {
      const index = latest.current.keys.indexOf(key);
      if (index >= 0) virtualizer.scrollToIndex(index, { align });
      return index >= 0;
    },
    [virtualizer, latest],
  );
  const engineToEnd = useCallback(
    () => virtualizer.scrollToEnd({ behavior: "auto" }),
    [virtualizer],
  );
  const held = useHeldPlace({
    viewport,
    pinned,
    opening: keys.length > 0 ? (opening ?? { type: "end" }) : null,
    keys,
    startOf: (key) => virtualizer.getVirtualItems().find((item) => item.key === key)?.start ?? null,
    scrollToIndex,
    scrollToEnd: engineToEnd,
  });
  const { isOwnSize } = held;

  useEffect(() => {
    if (!viewport) return;
    const look = () => {
      const below = viewport.scrollHeight - viewport.clientHeight - viewport.scrollTop;
      const atEnd = below <= endThresholdPx && !latest.current.hasNewer;
      const farFromEnd = below > viewport.clientHeight;
      // While the viewport has another size than is dealt with, it is not the reader who moved.
      if (isOwnSize()) pinned.current = atEnd;
      setStanding((old) =>
        old.atEnd === atEnd && old.farFromEnd === farFromEnd ? old : { atEnd, farFromEnd },
      );
      const margin = Math.max(800, viewport.clientHeight);
      if (viewport.scrollTop < margin) latest.current.onNearStart();
      if (below < margin) latest.current.onNearEnd();
    };
    look();
    viewport.addEventListener("scroll", look, { passive: true });
    return () => viewport.removeEventListener("scroll", look);
  }, [viewport, keys, hasNewer, latest, isOwnSize]);

  const { placeRow, release } = held;
  const scrollToEnd = useCallback(() => {
    release();
    pinned.current = true;
    engineToEnd();
  }, [release, engineToEnd]);
  const reveal = useCallback(
    (key: string) => {
      release();
      pinned.current = false;
      scrollToIndex(key, "auto");
    },
    [release, scrollToIndex],
  );

  return {
    viewportRef: setViewport,
    viewport,
    virtualizer,
    ...standing,
    topIndex: () => virtualizer.getVirtualItemForOffset(virtualizer.scrollOffset ?? 0)?.index ?? 0,
    heldRow: held.heldRow,
    scrollToEnd,
    scrollToKey: useCallback((key) => placeRow({ key, top: "center" }), [placeRow]),
    placeRow,
    reveal,
  };
}
