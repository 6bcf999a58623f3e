import { useEffect } from "react";

const landmarks = "nav, main, aside";

/** F6 goes to the next part of the page and Shift+F6 to the one before, as in other chat apps. */
export function useLandmarkKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F6" || event.altKey) return;
      event.preventDefault();
      const parts = [...document.querySelectorAll<HTMLElement>(landmarks)].filter(
        (part) => part.offsetParent !== null && !part.parentElement?.closest(landmarks),
      );
      const at = parts.findIndex((part) => part.contains(document.activeElement));
      const step = event.shiftKey ? -1 : 1;
      const next = parts[(at + step + parts.length) % parts.length];
      if (next) focusInside(next);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

const stops = ["textarea", '[aria-current="page"]', 'a[href]:not([tabindex="-1"])', "button"];

// The composer before anything else, then what is open, then whatever comes first.
function focusInside(part: HTMLElement): void {
  for (const stop of stops) {
    const visible = [...part.querySelectorAll<HTMLElement>(stop)].find(
      (element) => element.offsetParent !== null,
    );
    if (visible) return visible.focus();
  }
  part.focus();
}
