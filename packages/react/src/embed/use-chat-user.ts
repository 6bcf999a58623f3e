import type { Channel, UserSummary } from "@natter/client";
import { useCallback } from "react";
import { useStartChat } from "../channels/use-start-chat.ts";
import { useLoadPresence, useOnline } from "../people/use-online.ts";
import { useUsers } from "../people/use-users.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type ChatUser = {
  /** Null while nothing is known of them. */
  readonly user: UserSummary | null;
  readonly isOnline: boolean;
  /** What they wrote to the viewer that is unread. */
  readonly unread: number;
  /** Opens the direct channel with them. */
  readonly startChat: () => Promise<Channel>;
};

/** One person of the host's product as the chat knows them: for a profile page, a table, a card. */
export function useChatUser(userId: string): ChatUser {
  const [user = null] = useUsers([userId]);
  const isOnline = useOnline(userId);
  useLoadPresence([userId]);
  const unread = useChatState((state) =>
    Object.values(state.channels).reduce(
      (count, { channel }) =>
        channel?.kind === "direct" && channel.other?.id === userId
          ? count + channel.unread.count
          : count,
      0,
    ),
  );
  const start = useStartChat();
  const startChat = useCallback(() => start(userId), [start, userId]);
  return { user, isOnline, unread, startChat };
}
