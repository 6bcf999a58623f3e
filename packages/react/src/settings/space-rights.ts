import type { Role } from "@natter/client";

/** What a member may do in a space as a whole. */
export type SpaceRight =
  | "rename"
  | "transfer"
  | "delete"
  | "invite"
  | "manage-invites"
  | "create-channel"
  | "create-private-channel"
  | "remove-members"
  | "change-roles";

const member: readonly SpaceRight[] = ["invite", "create-channel"];
const moderator: readonly SpaceRight[] = [...member, "manage-invites", "remove-members"];
const admin: readonly SpaceRight[] = [
  ...moderator,
  "create-private-channel",
  "rename",
  "change-roles",
];
const rights: Readonly<Record<Role, readonly SpaceRight[]>> = {
  owner: [...admin, "transfer", "delete"],
  admin,
  moderator,
  member,
  guest: [],
};

/** Whether a role may do something in a space; the server decides, this only keeps out of sight what it would refuse. */
export function spaceAllows(role: Role, right: SpaceRight): boolean {
  return rights[role].includes(right);
}
