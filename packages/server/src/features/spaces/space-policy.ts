import { roles, type Role } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";

/** What a member may do in a space as a whole. */
export type SpaceAction =
  | "rename"
  | "transfer"
  | "delete"
  | "invite"
  | "manage-invites"
  | "create-channel"
  | "remove-members"
  | "change-roles";

/** Who may do what. What is not listed is denied. */
const spaceMay: Record<Role, readonly SpaceAction[]> = {
  owner: [
    "rename",
    "transfer",
    "delete",
    "invite",
    "manage-invites",
    "create-channel",
    "remove-members",
    "change-roles",
  ],
  admin: ["rename", "invite", "manage-invites", "create-channel", "remove-members", "change-roles"],
  moderator: ["invite", "manage-invites", "create-channel", "remove-members"],
  member: ["invite", "create-channel"],
  guest: [],
};

const deeds: Record<SpaceAction, string> = {
  rename: "change the space",
  transfer: "hand the space over",
  delete: "delete the space",
  invite: "invite people to the space",
  "manage-invites": "end other people's invites to the space",
  "create-channel": "create channels in the space",
  "remove-members": "remove members of the space",
  "change-roles": "change roles in the space",
};

/** Whether a role may do something. */
export function may(role: Role, action: SpaceAction): boolean {
  return spaceMay[role].includes(action);
}

/** Passes if the role may do it, otherwise `space.forbidden`. */
export function assertMay(role: Role, action: SpaceAction): void {
  if (may(role, action)) return;
  throw new ChatError(
    "space.forbidden",
    `Your role (${role}) does not allow you to ${deeds[action]}.`,
  );
}

/** One removes only those who stand below oneself; leaving is everybody's own decision but the owner's. */
export function assertMayRemove(
  caller: { readonly userId: string; readonly role: Role },
  member: { readonly userId: string; readonly role: Role },
): void {
  if (caller.userId === member.userId) {
    if (member.role !== "owner") return;
    throw new ChatError(
      "space.owner_cannot_leave",
      "The owner cannot leave the space. Hand it over first, or delete it if nobody needs it.",
    );
  }
  assertMay(caller.role, "remove-members");
  assertAbove(caller.role, member.role, "remove");
}

/** One changes the roles of those below oneself, to roles below one's own. */
export function assertMayChangeRole(caller: Role, from: Role, to: Role): void {
  assertMay(caller, "change-roles");
  assertAbove(caller, from, "change the role of");
  if (isAbove(caller, to)) return;
  throw new ChatError("space.forbidden", `As ${caller} you give only roles below your own.`);
}

function assertAbove(caller: Role, other: Role, deed: string): void {
  if (isAbove(caller, other)) return;
  throw new ChatError("space.forbidden", `As ${caller} you cannot ${deed} the space's ${other}.`);
}

function isAbove(one: Role, other: Role): boolean {
  return roles.indexOf(one) < roles.indexOf(other);
}
