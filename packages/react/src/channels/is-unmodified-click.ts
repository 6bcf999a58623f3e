import type { MouseEvent } from "react";

/** Whether a click on a link means "go there", and not "open it in another tab or window". */
export function isUnmodifiedClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
