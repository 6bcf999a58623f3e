import type { ReactElement } from "react";
import { useStrings } from "../strings/use-strings.ts";

/** A count of unread messages, at most `99+`; nothing when there are none. */
export function UnreadBadge({ count }: { readonly count: number }): ReactElement | null {
  const strings = useStrings();
  if (count === 0) return null;
  return (
    <span data-natter="unread-badge">
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span data-natter="visually-hidden">{strings("channels.unread", { count })}</span>
    </span>
  );
}
