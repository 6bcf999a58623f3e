import { isShallowEqual, type UserSummary } from "@natter/client";
import { useEffect } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

/**
 * Who these users are, in their order; undefined for whom nobody told of. Whoever is not known is asked for: events name
 * people by their ids alone.
 */
export function useUsers(userIds: readonly string[]): readonly (UserSummary | undefined)[] {
  const client = useChatClient();
  const users = useChatState((state) => userIds.map((id) => state.users[id]), isShallowEqual);
  const unknown = userIds.filter((_, at) => users[at] === undefined).join(",");
  const isSignedIn = useChatState((state) => state.me !== null);
  // What failed for want of a network is asked again when there is one.
  const connection = useChatState((state) => state.connection);
  useEffect(() => {
    if (unknown !== "" && isSignedIn) client.loadUsers(unknown.split(",")).catch(() => {});
  }, [client, unknown, isSignedIn, connection]);
  return users;
}
