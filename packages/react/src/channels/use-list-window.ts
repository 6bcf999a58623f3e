import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, useState, type RefObject } from "react";

export type ListRow = { readonly index: number; readonly start: number };

export type ListWindow = {
  /** The rows to render; null when the list is short and all of them are. */
  readonly rows: readonly ListRow[] | null;
  /** How high all rows are together, in pixels. */
  readonly size: number;
  readonly measure: (element: Element | null) => void;
  readonly reveal: (index: number) => void;
};

const shortEnough = 80;

/** Renders only what is near of a long list, inside whatever scrolls around it. The row in `keep` stays mounted. */
export function useListWindow(
  list: RefObject<HTMLElement | null>,
  count: number,
  keep: number,
): ListWindow {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const margin = useRef(0);
  const isLong = count > shortEnough;
  useEffect(() => {
    if (!isLong || list.current === null) return;
    const around = scrollerOf(list.current);
    margin.current =
      list.current.getBoundingClientRect().top -
      around.getBoundingClientRect().top +
      around.scrollTop;
    setScroller(around);
  }, [isLong, list]);
  const virtualizer = useVirtualizer({
    count,
    enabled: isLong,
    getScrollElement: () => scroller,
    estimateSize: () => 56,
    overscan: 12,
    scrollMargin: margin.current,
    initialRect: { width: 320, height: 800 },
    rangeExtractor: (range) => {
      const near = defaultRangeExtractor(range);
      return keep < 0 || near.includes(keep) ? near : [...near, keep].toSorted((a, b) => a - b);
    },
  });
  return {
    rows: isLong
      ? virtualizer
          .getVirtualItems()
          .map(({ index, start }) => ({ index, start: start - margin.current }))
      : null,
    size: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
    reveal: (index) => {
      if (isLong) virtualizer.scrollToIndex(index);
    },
  };
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.documentElement;
}
