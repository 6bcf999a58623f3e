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

function focusInside(part: HTMLElement): void {
  const stop = part.querySelector<HTMLElement>(
    'textarea, [aria-current="page"], a[href]:not([tabindex="-1"]), button:not([tabindex="-1"])',
  );
  (stop ?? part).focus();
}
