import type { Capability, ChannelKind, ChannelVisibility, Role } from "@natter/contract";

const everyone = ["read", "send", "react", "edit-own", "delete-own"] as const;

/** What a member may do, by the channel's kind and the member's role. What is not listed is denied. */
export const memberMay: Record<ChannelKind, Record<Role, readonly Capability[]>> = {
  // Two people who are equal; nobody joins, leaves or takes charge.
  direct: {
    owner: everyone,
    admin: everyone,
    moderator: everyone,
    member: everyone,
    guest: everyone,
  },
  group: {
    owner: [
      ...everyone,
      "leave",
      "delete-any",
      "update-channel",
      "delete-channel",
      "manage-members",
    ],
    admin: [...everyone, "leave", "delete-any", "update-channel", "manage-members"],
    moderator: [...everyone, "leave", "delete-any", "manage-members"],
    member: [...everyone, "leave"],
    guest: [...everyone, "leave"],
  },
  space: {
    owner: [
      ...everyone,
      "leave",
      "delete-any",
      "update-channel",
      "delete-channel",
      "manage-members",
    ],
    admin: [
      ...everyone,
      "leave",
      "delete-any",
      "update-channel",
      "delete-channel",
      "manage-members",
    ],
    moderator: [...everyone, "leave", "delete-any", "manage-members"],
    member: [...everyone, "leave"],
    guest: [...everyone, "leave"],
  },
};

const visitor = ["read", "join", "send", "react"] as const;

/** What a member of the space may do in a channel that all of it can read, before joining: writing joins. */
export const visitorMay: Record<Role, readonly Capability[]> = {
  owner: [...visitor, "delete-any", "update-channel", "delete-channel", "manage-members"],
  admin: [...visitor, "delete-any", "update-channel", "delete-channel", "manage-members"],
  moderator: [...visitor, "delete-any", "manage-members"],
  member: visitor,
  guest: ["read"],
};

/** What is not possible while a channel is frozen, but for those who may change the channel. */
export const notWhileFrozen: readonly Capability[] = ["send", "react", "edit-own"];

/** What the permissions look at. `role` is the member row's, `spaceRole` the role in the channel's space. */
export type Standing = {
  readonly kind: ChannelKind;
  readonly visibility: ChannelVisibility;
  readonly frozen: boolean;
  readonly role: Role | null;
  readonly spaceRole: Role | null;
};
