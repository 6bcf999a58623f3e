import type { RefObject } from "react";
import { useHotkey } from "../hotkeys/hotkeys-context.ts";

const landmarks = 'nav, main, aside, [role="complementary"], [role="search"]';
const stops = [
  "textarea",
  '[aria-current="page"]',
  '[tabindex="0"]',
  'a[href]:not([tabindex="-1"])',
  'button:not([tabindex="-1"])',
];

/** F6 goes to the next part of a chat and Shift+F6 to the one before, as in other chat apps. */
export function useLandmarkKeys(root: RefObject<HTMLElement | null>): void {
  const go = (step: 1 | -1) => {
    const parts = [...(root.current?.querySelectorAll<HTMLElement>(landmarks) ?? [])].filter(
      (part) => part.offsetParent !== null && !part.parentElement?.closest(landmarks),
    );
    if (parts.length === 0) return false;
    const at = parts.findIndex((part) => part.contains(document.activeElement));
    const from = at < 0 && step < 0 ? 0 : at;
    const next = parts[(from + step + parts.length) % parts.length];
    if (next) focusInside(next);
    return true;
  };
  useHotkey("landmark.next", () => go(1));
  useHotkey("landmark.previous", () => go(-1));
}

// The composer before anything else, then what is open, then whatever comes first.
function focusInside(part: HTMLElement): void {
  for (const stop of stops) {
    const visible = [...part.querySelectorAll<HTMLElement>(stop)].find(
      (element) => element.offsetParent !== null,
    );
    if (visible) return visible.focus();
  }
  part.tabIndex = -1;
  part.focus();
}
