import type { SpaceMember } from "@natter/client";
import { useCallback } from "react";
import { usePages, type Pages } from "../loading/use-pages.ts";
import type { GrantedRole } from "../members/use-member-actions.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type SpaceMembersState = Pages<SpaceMember> & {
  readonly setRole: (userId: string, role: GrantedRole) => Promise<void>;
  readonly remove: (userId: string) => Promise<void>;
};

/** The members of a space, and what those who run it do with them. */
export function useSpaceMembers(spaceId: string): SpaceMembersState {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const list = usePages<SpaceMember>(me === undefined ? null : spaceId, (cursor) =>
    client.spaces.listMembers(spaceId, {
      limit: 100,
      ...(cursor === undefined ? {} : { cursor }),
    }),
  );
  const { change } = list;
  const setRole = useCallback(
    async (userId: string, role: GrantedRole) => {
      await client.spaces.updateMember(spaceId, userId, role);
      change((items) => items.map((one) => (one.user.id === userId ? { ...one, role } : one)));
    },
    [client, spaceId, change],
  );
  const remove = useCallback(
    async (userId: string) => {
      await client.spaces.removeMember(spaceId, userId);
      change((items) => items.filter((one) => one.user.id !== userId));
    },
    [client, spaceId, change],
  );
  return { ...list, setRole, remove };
}
