import { useBadge } from "@natter/react";
import { useEffect } from "react";

/** Names the tab after what is open, with what wants the viewer's eye before it; the installed app's badge says the same. */
export function useDocumentTitle(title: string | null): void {
  const count = useBadge({ show: false });
  useEffect(() => {
    const prefix = count > 0 ? `(${count > 99 ? "99+" : count}) ` : "";
    document.title = `${prefix}${title === null ? "" : `${title} · `}Natter`;
  }, [title, count]);
  useEffect(() => {
    if (!("setAppBadge" in navigator)) return;
    // Only an installed app has a badge; where there is none, nothing is lost.
    const done = count === 0 ? navigator.clearAppBadge() : navigator.setAppBadge(count);
    done.catch(() => {});
  }, [count]);
}
