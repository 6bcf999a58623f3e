import { useHotkey } from "@natter/react";

const landmarks = 'nav, main, aside, [role="complementary"], [role="search"]';

/** F6 goes to the next part of the page and Shift+F6 to the one before, as in other chat apps. */
export function useLandmarkKeys(): void {
  useHotkey("landmark.next", () => goToLandmark(1));
  useHotkey("landmark.previous", () => goToLandmark(-1));
}

function goToLandmark(step: 1 | -1): void {
  const parts = [...document.querySelectorAll<HTMLElement>(landmarks)].filter(
    (part) => part.offsetParent !== null,
  );
  // The innermost that has the focus: a panel is a part of the page's main one.
  const at = parts.findLastIndex((part) => part.contains(document.activeElement));
  const next = parts[(at + step + parts.length) % parts.length];
  if (next) focusInside(next);
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
