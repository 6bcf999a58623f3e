import type { ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type UnreadBadgeProps = { readonly count: number };

/** A count of unread messages, at most `99+`; nothing when there are none. */
export const UnreadBadge = slot("UnreadBadge", DefaultUnreadBadge);

function DefaultUnreadBadge({ count }: UnreadBadgeProps): ReactElement | null {
  const strings = useStrings();
  if (count === 0) return null;
  return (
    <span data-natter="unread-badge">
      <span aria-hidden="true">{capped(count)}</span>
      <span data-natter="visually-hidden">{strings("channels.unread", { count })}</span>
    </span>
  );
}

/** How often the viewer is mentioned in what is unread; nothing when they are not. */
export function MentionBadge({ count }: UnreadBadgeProps): ReactElement | null {
  const strings = useStrings();
  if (count === 0) return null;
  return (
    <span data-natter="mention-badge">
      <span aria-hidden="true">@{count > 1 ? capped(count) : ""}</span>
      <span data-natter="visually-hidden">{strings("channels.mentions", { count })}</span>
    </span>
  );
}

function capped(count: number): string {
  return count > 99 ? "99+" : String(count);
}
