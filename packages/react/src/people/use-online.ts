import { selectOnline, type UserSummary } from "@natter/client";
import { useEffect, useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useUsers } from "./use-users.ts";
import { useChatState } from "../provider/use-chat-state.ts";

/** Whether one user is online, as far as is known. */
export function useOnline(userId: string | undefined): boolean {
  return useChatState((state) => userId !== undefined && selectOnline(userId)(state));
}

/** Fetches who of these is online; live changes come by themselves. */
export function useLoadPresence(userIds: readonly string[]): void {
  const client = useChatClient();
  const key = userIds.slice(0, 100).join(",");
  const signedIn = useChatState((state) => state.me !== null);
  useEffect(() => {
    // Presence is a hint: without it people are simply shown as away.
    if (key !== "" && signedIn) client.loadPresence(key.split(",")).catch(() => {});
  }, [client, key, signedIn]);
}

export type OnlineUsers = {
  /** Null where there are too many to name. */
  readonly users: readonly UserSummary[] | null;
  readonly count: number;
};

const none: readonly string[] = [];

/** Who is online in an open channel. */
export function useOnlineUsers(cid: string): OnlineUsers {
  const count = useChatState((state) => state.channels[cid]?.onlineCount ?? 0);
  const online = useChatState((state) => state.channels[cid]?.online ?? null);
  const users = useUsers(online ?? none);
  const known = useMemo(() => users.filter((user) => user !== undefined), [users]);
  return { users: online === null ? null : known, count };
}
