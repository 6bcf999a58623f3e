import { defaultRangeExtractor, useVirtualizer, type Virtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { firstWhollyVisible } from "./first-wholly-visible.ts";

/** Nearer to the end than this, a reader counts as being at the end. */
const endThresholdPx = 80;

/** After a change of width, rows are measured again over the next frames, and each moves the others a little. */
const settlingFrames = 4;

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
  readonly scrollToEnd: () => void;
  /** Puts a row in the middle of the view. */
  readonly scrollToKey: (key: string) => void;
  /** Scrolls as little as is needed to bring a row into view. */
  readonly reveal: (key: string) => void;
};

export type MessageListVirtualizerOptions = {
  readonly keys: readonly string[];
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
 */
export function useMessageListVirtualizer(
  options: MessageListVirtualizerOptions,
): MessageListVirtualizer {
  const { keys, keepKey, hasNewer } = options;
  const [viewport, setViewport] = useState<HTMLDivElement | null>(null);
  const [place, setPlace] = useState({ atEnd: true, farFromEnd: false });
  const pinned = useRef(true);
  const size = useRef({ width: 0, height: 0 });
  const keep = keepKey === null ? -1 : keys.indexOf(keepKey);

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

  const scrollToEnd = useCallback(() => {
    pinned.current = true;
    virtualizer.scrollToEnd({ behavior: "auto" });
  }, [virtualizer]);

  useOpenAtEnd(viewport, keys.length > 0, scrollToEnd);
  useKeepPlaceOnResize(viewport, { pinned, size });

  const near = useRef(options);
  near.current = options;
  useEffect(() => {
    if (!viewport) return;
    const look = () => {
      const below = viewport.scrollHeight - viewport.clientHeight - viewport.scrollTop;
      const atEnd = below <= endThresholdPx && !near.current.hasNewer;
      const farFromEnd = below > viewport.clientHeight;
      // While the viewport has another size than the observer knows, it is not the reader who moved.
      if (
        viewport.clientHeight === size.current.height &&
        viewport.clientWidth === size.current.width
      ) {
        pinned.current = atEnd;
      }
      setPlace((old) =>
        old.atEnd === atEnd && old.farFromEnd === farFromEnd ? old : { atEnd, farFromEnd },
      );
      const margin = Math.max(800, viewport.clientHeight);
      if (viewport.scrollTop < margin) near.current.onNearStart();
      if (below < margin) near.current.onNearEnd();
    };
    look();
    viewport.addEventListener("scroll", look, { passive: true });
    return () => viewport.removeEventListener("scroll", look);
  }, [viewport, keys]);

  const latestKeys = useRef(keys);
  latestKeys.current = keys;
  const scrollTo = useCallback(
    (key: string, align: "center" | "auto") => {
      const index = latestKeys.current.indexOf(key);
      if (index < 0) return;
      pinned.current = false;
      virtualizer.scrollToIndex(index, { align });
    },
    [virtualizer],
  );
  const scrollToKey = useCallback((key: string) => scrollTo(key, "center"), [scrollTo]);
  const reveal = useCallback((key: string) => scrollTo(key, "auto"), [scrollTo]);

  return {
    viewportRef: setViewport,
    viewport,
    virtualizer,
    ...place,
    topIndex: () => virtualizer.getVirtualItemForOffset(virtualizer.scrollOffset ?? 0)?.index ?? 0,
    scrollToEnd,
    scrollToKey,
    reveal,
  };
}

function useOpenAtEnd(
  viewport: HTMLElement | null,
  hasRows: boolean,
  scrollToEnd: () => void,
): void {
  useLayoutEffect(() => {
    if (viewport && hasRows) scrollToEnd();
  }, [viewport, hasRows, scrollToEnd]);
}

type Known = {
  /** Whether the reader was at the end before anything changed size. */
  readonly pinned: { current: boolean };
  /** The viewport's size as far as it was dealt with. */
  readonly size: { current: { readonly width: number; readonly height: number } };
};

// The list engine holds the place when rows change; when the viewport itself changes (a soft keyboard, a
// growing composer, a turned phone) it does not, so the place is taken down while scrolling and put back here.
function useKeepPlaceOnResize(viewport: HTMLDivElement | null, { pinned, size }: Known): void {
  useEffect(() => {
    if (!viewport) return;
    size.current = { width: viewport.clientWidth, height: viewport.clientHeight };
    let anchor = firstWhollyVisible(viewport);
    let restoring = false;
    const remember = () => {
      if (!restoring && viewport.clientWidth === size.current.width) {
        anchor = firstWhollyVisible(viewport);
      }
    };
    const restore = (frames: number) => {
      restoring = frames > 0;
      const row = anchor && viewport.querySelector(`[data-key="${CSS.escape(anchor.key)}"]`);
      if (row && anchor) {
        const top = row.getBoundingClientRect().top - viewport.getBoundingClientRect().top;
        viewport.scrollTop += top - anchor.top;
      }
      if (restoring) requestAnimationFrame(() => restore(frames - 1));
    };
    const stayAtEnd = (frames: number) => {
      viewport.scrollTop = viewport.scrollHeight;
      if (frames > 0 && pinned.current) requestAnimationFrame(() => stayAtEnd(frames - 1));
    };
    const observer = new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = viewport;
      const widthChanged = width !== size.current.width;
      if (!widthChanged && height === size.current.height) return;
      size.current = { width, height };
      if (pinned.current) stayAtEnd(settlingFrames);
      else if (widthChanged) restore(settlingFrames);
    });
    observer.observe(viewport);
    viewport.addEventListener("scroll", remember, { passive: true });
    return () => {
      observer.disconnect();
      viewport.removeEventListener("scroll", remember);
    };
  }, [viewport, pinned, size]);
}
