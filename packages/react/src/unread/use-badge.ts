import { badgeTotal } from "@natter/contract/channel-visibility";
import type { Channel, ChatState } from "@natter/client";
import { useEffect } from "react";
import { useChatState } from "../provider/use-chat-state.ts";

export type BadgeOptions = {
  /** `personal`, unless said otherwise: mentions and what is unread in direct and group channels. `all`: every unread message. */
  readonly counts?: "personal" | "all";
  /** Writes the count before the page's title and onto the installed app's icon. */
  readonly show?: boolean;
};

/** What a badge over everything says. Muted, hidden and archived channels add nothing. */
export function useBadge({ counts = "personal", show = true }: BadgeOptions = {}): number {
  const count = useChatState((state) => badgeCount(state, counts, new Date()));
  useEffect(() => {
    if (!show) return;
    document.title = titleWith(document.title, count);
    // An app that is not installed has no icon to write on: nothing is lost.
    if ("setAppBadge" in navigator) {
      (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => {});
    }
    return () => {
      document.title = titleWith(document.title, 0);
    };
  }, [count, show]);
  return count;
}

/** A page's title with a count before it, in place of the one it has; without any for zero. */
export function titleWith(title: string, count: number): string {
  const bare = title.replace(/^\(\d+\+?\) /, "");
  if (count === 0) return bare;
  return `(${count > 99 ? "99+" : count}) ${bare}`;
}

function badgeCount(state: ChatState, counts: "personal" | "all", now: Date): number {
  const channels = Object.values(state.channels).flatMap(({ channel }) =>
    // A record that an older version kept on the device has no settings.
    channel?.settings ? [channel] : [],
  );
  if (counts === "all") return badgeTotal(channels, now).total;
  const isPersonal = ({ kind }: Channel) => kind !== "space";
  return (
    badgeTotal(channels.filter(isPersonal), now).total +
    badgeTotal(
      channels.filter((channel) => !isPersonal(channel)),
      now,
    ).mentions
  );
}
