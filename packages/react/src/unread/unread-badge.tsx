import type { ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type UnreadBadgeProps = { readonly count: number };

/** A count of unread messages, at most `99+`; nothing when there are none. */
export const UnreadBadge = slot(
  "UnreadBadge",
  function UnreadBadge({ count }: UnreadBadgeProps): ReactElement | null {
    const strings = useStrings();
    if (count === 0) return null;
    return (
      <span data-natter="unread-badge">
        <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
        <span data-natter="visually-hidden">{strings("channels.unread", { count })}</span>
      </span>
    );
  },
);
