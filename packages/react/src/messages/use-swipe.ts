import { useRef, type PointerEvent } from "react";

/** A finger has to go so far for the swipe to count, and is followed a little farther. */
const thresholdPx = 56;
const farthestPx = 80;

type Handlers = {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
};

/**
 * Calls when a finger drew an element far enough towards the end of the line. The way it went is in `--natter-swipe`, and
 * `data-swipe` says `begun` or, far enough, `ready`. A mouse does nothing, so text stays selectable with it.
 */
export function useSwipe(onSwipe: (() => void) | undefined): Handlers {
  const start = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const end = (event: PointerEvent<HTMLElement>, counts: boolean) => {
    const element = event.currentTarget;
    const isReady = element.dataset["swipe"] === "ready";
    start.current = null;
    delete element.dataset["swipe"];
    element.style.removeProperty("--natter-swipe");
    if (counts && isReady) onSwipe?.();
  };
  return {
    onPointerDown: (event) => {
      start.current =
        onSwipe && event.pointerType === "touch" ? { x: event.clientX, y: event.clientY } : null;
    },
    onPointerMove: (event) => {
      if (!start.current) return;
      const element = event.currentTarget;
      const direction = getComputedStyle(element).direction === "rtl" ? -1 : 1;
      const along = (event.clientX - start.current.x) * direction;
      const across = Math.abs(event.clientY - start.current.y);
      const begun = element.dataset["swipe"] !== undefined;
      if (!begun && (across > 12 || along < -12)) start.current = null;
      if (!start.current || (!begun && along < 12)) return;
      const way = Math.min(Math.max(along, 0), farthestPx);
      element.dataset["swipe"] = way >= thresholdPx ? "ready" : "begun";
      element.style.setProperty("--natter-swipe", `${way * direction}px`);
    },
    onPointerUp: (event) => end(event, true),
    onPointerCancel: (event) => end(event, false),
  };
}
