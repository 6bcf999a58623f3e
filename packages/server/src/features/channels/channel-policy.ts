import { roles, type Capability, type FanOutMode, type Role } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Limits } from "@natter/contract/limits";
import { memberMay, notWhileFrozen, visitorMay, type Standing } from "./channel-permissions.ts";

/**
 * Whether someone may know of a channel at all. A channel of a space is for members of that space alone: those with a
 * member row, and all of them where it is visible to the space. Any other channel is for those with a member row.
 */
export function isReader({ kind, visibility, role, spaceRole }: Standing): boolean {
  if (kind !== "space") return role !== null;
  return spaceRole !== null && (role !== null || visibility === "space");
}

/**
 * Everything the standing allows; nothing for whoever may not know of the channel. A frozen channel takes nothing new
 * but from those who may change it.
 */
export function capabilitiesOf(standing: Standing): Capability[] {
  const whenOpen = capabilitiesWhenOpen(standing);
  if (!standing.frozen || whenOpen.includes("update-channel")) return [...whenOpen];
  return whenOpen.filter((capability) => !notWhileFrozen.includes(capability));
}

function capabilitiesWhenOpen(standing: Standing): readonly Capability[] {
  const { kind, role, spaceRole } = standing;
  if (!isReader(standing)) return [];
  if (role === null) return spaceRole === null ? [] : visitorMay[spaceRole];
  return memberMay[kind][effectiveRole(standing)];
}

/** The role that counts in a channel: who leads the space leads in each of its channels. A guest where there is none. */
export function effectiveRole({ kind, role, spaceRole }: Standing): Role {
  if (kind !== "space" || spaceRole === null) return role ?? "guest";
  if (role === null) return spaceRole;
  return roles.indexOf(role) <= roles.indexOf(spaceRole) ? role : spaceRole;
}

const deeds: Record<Capability, string> = {
  read: "read this channel",
  join: "join this channel",
  leave: "leave this channel",
  send: "write in this channel",
  react: "react in this channel",
  "edit-own": "edit messages in this channel",
  "delete-own": "delete messages in this channel",
  "delete-any": "delete other people's messages in this channel",
  "update-channel": "change this channel",
  "delete-channel": "delete this channel",
  "manage-members": "add or remove members of this channel",
};

/** Passes if the standing allows it; otherwise `channel.frozen` or `channel.forbidden` with what would help. */
export function assertCan(standing: Standing, capability: Capability): void {
  if (capabilitiesOf(standing).includes(capability)) return;
  if (standing.frozen && capabilitiesWhenOpen(standing).includes(capability)) {
    throw new ChatError(
      "channel.frozen",
      "This channel is frozen: it can be read, but nothing new can be written until it is unfrozen.",
    );
  }
  throw new ChatError("channel.forbidden", forbidden(standing, capability), {
    details: { capability },
  });
}

function forbidden({ kind, role, spaceRole }: Standing, capability: Capability): string {
  if (kind === "direct") return `Nobody can ${deeds[capability]}: it is between two people.`;
  if (role === null && (capability === "send" || capability === "react" || capability === "join")) {
    return `You cannot ${deeds[capability]} as a guest of the space. Ask a member to add you.`;
  }
  if (role !== null && capability === "join") return "You are a member of this channel already.";
  const yours = role ?? spaceRole;
  return `Your role${yours ? ` (${yours})` : ""} does not allow you to ${deeds[capability]}.`;
}

/** The fan-out mode for a number of members; between the two limits it stays as it is. */
export function modeFor(mode: FanOutMode, memberCount: number, limits: Limits): FanOutMode {
  if (memberCount > limits.roomMembers) return "room";
  if (memberCount < limits.feedMembers) return "feed";
  return mode;
}
