import type { UserSummary } from "@natter/client";
import { isShallowEqual } from "@natter/client";
import { useMemo } from "react";
import { useFetched } from "../loading/use-fetched.ts";
import type { Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

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
  const people = (kind: "muted" | "blocked") => (state: ReturnType<typeof client.store.getState>) =>
    state[kind].map((id) => state.users[id] ?? { id, name: id, image: null });
  const muted = useChatState(people("muted"), sameIds);
  const blocked = useChatState(people("blocked"), sameIds);
  const actions = useMemo(
    () => ({
      unmute: (userId: string) => client.people.unmute(userId),
      unblock: (userId: string) => client.people.unblock(userId),
    }),
    [client],
  );
  return { muted, blocked, status, error, reload, ...actions };
}

function sameIds(one: readonly UserSummary[], other: readonly UserSummary[]): boolean {
  return isShallowEqual(
    one.map(({ id, name }) => `${id} ${name}`),
    other.map(({ id, name }) => `${id} ${name}`),
  );
}
