import type { Member, Role } from "@natter/client";
import { useMemo } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type GrantedRole = Exclude<Role, "owner">;

export type MemberActions = {
  /** Roles that the viewer may give this member; empty for none. */
  readonly roles: readonly GrantedRole[];
  readonly canRemove: boolean;
  readonly canBan: boolean;
  readonly setRole: (role: GrantedRole) => Promise<void>;
  readonly remove: () => Promise<void>;
};

const granted: readonly GrantedRole[] = ["admin", "moderator", "member", "guest"];

/** What the viewer may do with a member of a channel: with those below themselves, and to roles below their own. */
export function useMemberActions(cid: string, member: Member): MemberActions {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const { channel, can } = useChannelState(cid);
  const own = channel?.membership?.role ?? null;
  const isOther = member.user.id !== me && channel?.kind !== "direct";
  const isBelow = own !== null && isOther && isAbove(own, member.role);
  const mayGive = isBelow && can("manage-roles");
  const mayRemove = isBelow && can("manage-members");
  const mayBan = isBelow && can("ban");
  return useMemo(() => {
    const handle = client.channel(cid);
    return {
      roles: mayGive && own ? granted.filter((role) => isAbove(own, role)) : [],
      canRemove: mayRemove,
      canBan: mayBan,
      setRole: (role) => handle.updateMember(member.user.id, role),
      remove: () => handle.removeMember(member.user.id),
    };
  }, [client, cid, member.user.id, own, mayGive, mayRemove, mayBan]);
}

/** How far up a role stands. */
const ranks: Readonly<Record<Role, number>> = {
  owner: 4,
  admin: 3,
  moderator: 2,
  member: 1,
  guest: 0,
};

/** Whether a role stands above another. */
export function isAbove(one: Role, other: Role): boolean {
  return ranks[one] > ranks[other];
}
