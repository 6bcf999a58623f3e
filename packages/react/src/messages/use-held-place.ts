import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { firstWhollyVisible } from "./first-wholly-visible.ts";
import type { ListOpening } from "./use-message-list-virtualizer.ts";

/** A row and how far its top is from the top of the view: in pixels, as a part of the view, or so that it is in the middle. */
export type RowAt = {
  readonly key: string;
  readonly top: number | "center" | "quarter";
};

/** After a change of size, rows are measured again over the next frames, and each moves the others a little. */
const settlingFrames = 4;
/** A row that is far away is estimated, rendered and measured before its place is known. */
const placingFrames = 30;

type HeldPlaceOptions = {
  readonly viewport: HTMLDivElement | null;
  /** Whether the reader is at the end. */
  readonly pinned: RefObject<boolean>;
  /** Where to stand at first; null while there are no rows. */
  readonly opening: ListOpening | null;
  readonly keys: readonly string[];
  /** Where the list engine has a row by now, in pixels from the first; null for one that is not in the page. */
  readonly startOf: (key: string) => number | null;
  readonly scrollToIndex: (key: string, align: "start" | "center") => boolean;
  readonly scrollToEnd: () => void;
};

export type HeldPlace = {
  readonly placeRow: (row: RowAt) => void;
  /** Stops putting a row in its place: something else has been asked for. */
  readonly release: () => void;
  readonly heldRow: () => RowAt | null;
  /** Whether the viewport has the size that was dealt with last. */
  readonly isOwnSize: () => boolean;
};

/**
 * Keeps the reader's place where the list engine does not: when the viewport itself changes size (a soft keyboard, a
 * growing composer, a turned phone), and while a far row that was asked for is being measured.
 */
export function useHeldPlace(options: HeldPlaceOptions): HeldPlace {
  const { viewport, pinned, opening, keys, startOf, scrollToIndex, scrollToEnd } = options;
  const size = useRef({ width: 0, height: 0 });
  const anchor = useRef<RowAt | null>(null);
  const placing = useRef<object | null>(null);

  const release = useCallback(() => {
    placing.current = null;
  }, []);

  const placeRow = useCallback(
    (row: RowAt) => {
      if (!viewport) return;
      const own = {};
      placing.current = own;
      pinned.current = false;
      anchor.current = row;
      scrollToIndex(row.key, row.top === "center" ? "center" : "start");
      let still = 0;
      const step = (frames: number) => {
        if (placing.current !== own) return;
        const off = distanceFrom(viewport, row);
        if (off === null) scrollToIndex(row.key, row.top === "center" ? "center" : "start");
        else if (Math.abs(off) >= 1) moveBy(viewport, off);
        still = off !== null && Math.abs(off) < 1 ? still + 1 : 0;
        if (frames > 0 && still < settlingFrames) requestAnimationFrame(() => step(frames - 1));
        else placing.current = null;
      };
      step(placingFrames);
    },
    [viewport, pinned, scrollToIndex],
  );

  const opened = useRef(false);
  useLayoutEffect(() => {
    if (!viewport || opening === null || opened.current) return;
    opened.current = true;
    if (opening.type === "end") scrollToEnd();
    else placeRow(opening);
  }, [viewport, opening, scrollToEnd, placeRow]);

  // Whatever moves a row by a change of the rows is put right before it is painted: once the page shows what the engine
  // has. What it measured in this very commit has moved its scroll position already, and the rows only in the next.
  const moved = useRef(keys);
  useLayoutEffect(() => {
    if (!viewport || moved.current === keys) return;
    const row = anchor.current && rowOf(viewport, anchor.current.key);
    const start = anchor.current && startOf(anchor.current.key);
    const isBehind = row && start !== null && Math.abs(shownStart(row) - start) >= 1;
    if (isBehind) return;
    moved.current = keys;
    if (pinned.current || placing.current !== null || !anchor.current) return;
    const off = distanceFrom(viewport, anchor.current);
    if (off !== null && Math.abs(off) >= 1) moveBy(viewport, off);
  });

  useEffect(() => {
    if (!viewport) return;
    size.current = { width: viewport.clientWidth, height: viewport.clientHeight };
    anchor.current ??= firstWhollyVisible(viewport);
    let restoring = false;
    const remember = () => {
      if (restoring || placing.current !== null) return;
      if (viewport.clientWidth === size.current.width)
        anchor.current = firstWhollyVisible(viewport);
    };
    const restore = (frames: number) => {
      restoring = frames > 0;
      const off = anchor.current && distanceFrom(viewport, anchor.current);
      if (off !== null && off !== 0) moveBy(viewport, off);
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
    // The reader's own hand goes before anything that is still being put in its place.
    const hands = ["wheel", "touchstart", "pointerdown"] as const;
    for (const type of hands) viewport.addEventListener(type, release, { passive: true });
    return () => {
      observer.disconnect();
      viewport.removeEventListener("scroll", remember);
      for (const type of hands) viewport.removeEventListener(type, release);
    };
  }, [viewport, pinned, release]);

  return {
    placeRow,
    release,
    heldRow: useCallback(() => (pinned.current ? null : anchor.current), [pinned]),
    isOwnSize: useCallback(
      () =>
        viewport !== null &&
        viewport.clientHeight === size.current.height &&
        viewport.clientWidth === size.current.width,
      [viewport],
    ),
  };
}

/** How many pixels a row is below where it belongs; null when it is not in the page. */
function distanceFrom(viewport: HTMLElement, { key, top }: RowAt): number | null {
  const row = rowOf(viewport, key);
  if (!row) return null;
  const box = row.getBoundingClientRect();
  const wanted = {
    center: Math.max(0, (viewport.clientHeight - box.height) / 2),
    quarter: viewport.clientHeight / 4,
  };
  return (
    box.top - viewport.getBoundingClientRect().top - (typeof top === "number" ? top : wanted[top])
  );
}

function rowOf(viewport: HTMLElement, key: string): Element | null {
  return viewport.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

/** How far a row is from the first one, as the page shows it. */
function shownStart(row: Element): number {
  return row.getBoundingClientRect().top - (row.parentElement?.getBoundingClientRect().top ?? 0);
}

/** Scrolls by a distance, as far as there is anything to scroll. */
function moveBy(viewport: HTMLElement, pixels: number): void {
  viewport.scrollTop += pixels;
}
