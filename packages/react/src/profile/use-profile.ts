import type { Channel, Presence, User, UserSummary } from "@natter/client";
import { useMemo } from "react";
import { useFetched } from "../loading/use-fetched.ts";
import { useLoadPresence } from "../people/use-online.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { statusOf } from "./status-of.ts";

export type Profile = {
  /** What is known at once: name and picture. */
  readonly user: UserSummary;
  /** The whole of it, once it is fetched. */
  readonly details: User | null;
  /** What they say of themselves, such as "On holiday"; null for nothing. */
  readonly statusText: string | null;
  readonly presence: Presence | null;
  /** Channels that both are in; null until they are known. */
  readonly sharedChannels: readonly Channel[] | null;
  readonly isMe: boolean;
  readonly isMuted: boolean;
  readonly isBlocked: boolean;
  readonly status: "idle" | "loading" | "ready" | "error";
};

export type ProfileActions = {
  /** The direct channel with them, made at the first time. */
  readonly message: () => Promise<Channel>;
  readonly toggleMute: () => Promise<void>;
  readonly toggleBlock: () => Promise<void>;
};

/** Who somebody is to the viewer: what they show of themselves, where both are, and what can be done. */
export function useProfile(userId: string): Profile & ProfileActions {
  const client = useChatClient();
  const strings = useStrings();
  const known = useChatState((state) => state.users[userId]);
  const me = useChatState((state) => state.me);
  const presence = useChatState((state) => state.presence[userId] ?? null);
  const isMuted = useChatState((state) => state.muted.includes(userId));
  const isBlocked = useChatState((state) => state.blocked.includes(userId));
  useLoadPresence([userId]);
  const isMe = me?.id === userId;
  const key = me === null ? null : userId;
  const details = useFetched(
    key,
    async (signal) => (await client.api("users.get", { params: { userId } }, { signal })).user,
  );
  const shared = useFetched(isMe ? null : key, async () => {
    const filter = { members: { $contains: userId }, joined: true };
    const page = await client.queryChannels(filter, [], { limit: 20 });
    return page.items.filter(({ kind }) => kind !== "direct");
  });
  const actions = useMemo<ProfileActions>(
    () => ({
      message: () => client.channels.direct(userId),
      toggleMute: () => (isMuted ? client.people.unmute(userId) : client.people.mute(userId)),
      toggleBlock: () => (isBlocked ? client.people.unblock(userId) : client.people.block(userId)),
    }),
    [client, userId, isMuted, isBlocked],
  );
  const whole = isMe ? me : details.data;
  return {
    user: whole ?? known ?? { id: userId, name: strings("message.unknownSender"), image: null },
    details: whole,
    statusText: whole ? statusOf(whole) : null,
    presence,
    sharedChannels: shared.data,
    isMe,
    isMuted,
    isBlocked,
    status: isMe ? "ready" : details.status,
    ...actions,
  };
}
