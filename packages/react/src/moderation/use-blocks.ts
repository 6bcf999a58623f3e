import type { UserSummary } from "@natter/client";
import { useMemo } from "react";
import { useFetched } from "../loading/use-fetched.ts";
import type { Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useUsers } from "../people/use-users.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

export type Blocks = Pick<Pages<unknown>, "status" | "error" | "reload"> & {
  readonly muted: readonly UserSummary[];
  readonly blocked: readonly UserSummary[];
  readonly unmute: (userId: string) => Promise<void>;
  readonly unblock: (userId: string) => Promise<void>;
};

/** Whom the viewer muted and blocked; fetched when it is first asked for, and kept up to date on every device. */
export function useBlocks(): Blocks {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const { status, error, reload } = useFetched(me ?? null, () => client.people.loadBlocks());
  const muted = usePeople("muted");
  const blocked = usePeople("blocked");
  const actions = useMemo(
    () => ({
      unmute: (userId: string) => client.people.unmute(userId),
      unblock: (userId: string) => client.people.unblock(userId),
    }),
    [client],
  );
  return { muted, blocked, status, error, reload, ...actions };
}

function usePeople(kind: "muted" | "blocked"): readonly UserSummary[] {
  const strings = useStrings();
  const ids = useChatState((state) => state[kind]);
  const users = useUsers(ids);
  return useMemo(
    () =>
      ids.map((id, at) => users[at] ?? { id, name: strings("message.unknownSender"), image: null }),
    [ids, users, strings],
  );
}
