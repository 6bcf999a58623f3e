import { useUnread } from "@natter/react";
import { useEffect } from "react";

/** Names the tab after what is open, with the number of unread messages before it. */
export function useDocumentTitle(title: string | null): void {
  const { count } = useUnread();
  useEffect(() => {
    const prefix = count > 0 ? `(${count > 99 ? "99+" : count}) ` : "";
    document.title = `${prefix}${title === null ? "" : `${title} · `}Natter`;
  }, [title, count]);
}
