import {
  Capability,
  roles,
  stateAllows,
  type CallerClass,
  type ChannelFeatures,
  type ChannelKind,
  type ChannelState,
  type ChannelTypeConfig,
  type ChannelVisibility,
  type FanOutMode,
  type GrantScope,
  type Role,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Limits } from "@natter/contract/limits";

/**
 * What the permissions look at. `role` is the member row's, `spaceRole` the role in the channel's space, `config` that of
 * the channel's type, `states` what holds beside `frozen`.
 */
export type Standing = {
  readonly kind: ChannelKind;
  readonly visibility: ChannelVisibility;
  readonly frozen: boolean;
  readonly role: Role | null;
  readonly spaceRole: Role | null;
  readonly caller: CallerClass;
  readonly config: ChannelTypeConfig;
  readonly states?: readonly ChannelState[];
};

/** Whether someone may know of a channel at all. */
export function isReader(standing: Standing): boolean {
  return allows(standing, "read");
}

/** Whether a type's channels may be read by anybody without being a member. */
export function isPublic({ grants }: ChannelTypeConfig): boolean {
  return Object.values(grants.public).some((granted) => granted?.includes("read"));
}

/** Everything the standing allows; nothing for whoever may not know of the channel. */
export function capabilitiesOf(standing: Standing): Capability[] {
  if (!isReader(standing)) return [];
  return Capability.options.filter((capability) => allows(standing, capability));
}

/** Whether the standing allows one thing. The one place that decides, by the tables of the contract and of the app. */
export function allows(standing: Standing, capability: Capability): boolean {
  const granted = grantsOf(standing);
  if (!granted.includes(capability) || !isOn(standing.config.features, capability)) return false;
  const states = statesOf(standing);
  return states.every((state) => isAllowedIn(state, granted, capability));
}

/** What the caller's role grants in the ordinary course of things; nothing for a role that is not listed. */
function grantsOf(standing: Standing): readonly Capability[] {
  const place = placeOf(standing);
  if (!place) return [];
  const roleGrants: Readonly<Record<string, readonly Capability[] | undefined>> =
    standing.config.grants[place.scope];
  return Object.hasOwn(roleGrants, place.role) ? (roleGrants[place.role] ?? []) : [];
}

/** As what somebody stands before a channel. A channel of a space is for members of that space alone. */
function placeOf(standing: Standing): { scope: GrantScope; role: Role | CallerClass } | null {
  const { kind, visibility, role, spaceRole, caller } = standing;
  if (kind === "space") {
    if (spaceRole === null) return null;
    if (role !== null) return { scope: "space", role: effectiveRole(standing) };
    return visibility === "space" ? { scope: "visitor", role: spaceRole } : null;
  }
  if (role !== null) return { scope: kind, role };
  return kind === "group" ? { scope: "public", role: caller } : null;
}

function statesOf({ frozen, states = [] }: Standing): readonly ChannelState[] {
  return frozen ? ["frozen", ...states] : states;
}

function isAllowedIn(
  state: ChannelState,
  granted: readonly Capability[],
  capability: Capability,
): boolean {
  if (state === "frozen" && granted.includes("write-frozen")) return true;
  // A state without a line in the table allows nothing.
  return Object.hasOwn(stateAllows, state) && stateAllows[state].includes(capability);
}

/** The features that a capability is nothing without. */
const needs: Partial<Record<Capability, keyof ChannelFeatures>> = {
  "send-typing": "typing",
  "read-receipts": "readReceipts",
  react: "reactions",
  "send-reply": "threads",
  "create-poll": "polls",
  vote: "polls",
  quote: "quotes",
  upload: "uploads",
};

function isOn(features: ChannelFeatures, capability: Capability): boolean {
  const feature = needs[capability];
  return feature === undefined || features[feature];
}

/** The role that counts in a channel: who leads the space leads in each of its channels. A guest where there is none. */
export function effectiveRole({
  kind,
  role,
  spaceRole,
}: Pick<Standing, "kind" | "role" | "spaceRole">): Role {
  if (kind !== "space" || spaceRole === null) return role ?? "guest";
  if (role === null) return spaceRole;
  return roles.indexOf(role) <= roles.indexOf(spaceRole) ? role : spaceRole;
}

const deeds: Record<Capability, string> = {
  read: "read this channel",
  "see-history": "read what was written in this channel before",
  join: "join this channel",
  leave: "leave this channel",
  send: "write in this channel",
  "send-reply": "answer in threads of this channel",
  react: "react in this channel",
  quote: "quote messages in this channel",
  "mention-all": "reach everybody in this channel at once",
  "create-poll": "ask for a vote in this channel",
  vote: "vote in this channel",
  upload: "send files to this channel",
  schedule: "send messages to this channel later",
  "edit-own": "edit messages in this channel",
  "delete-own": "delete messages in this channel",
  "edit-any": "edit other people's messages in this channel",
  "delete-any": "delete other people's messages in this channel",
  "hard-delete": "delete messages of this channel without a trace",
  pin: "pin messages in this channel",
  "send-typing": "show in this channel that you are typing",
  "read-receipts": "see who has read what in this channel",
  "update-channel": "change this channel",
  freeze: "freeze this channel",
  "write-frozen": "write in this channel while it is frozen",
  "slow-mode": "change the slow mode of this channel",
  truncate: "clear this channel",
  "delete-channel": "delete this channel",
  "manage-members": "add or remove members of this channel",
  "manage-roles": "change roles in this channel",
  "transfer-ownership": "hand this channel over",
  ban: "ban people from this channel",
  moderate: "moderate this channel",
};

/** Passes if the standing allows it; otherwise `channel.frozen` or `channel.forbidden` with what would help. */
export function assertCan(standing: Standing, capability: Capability): void {
  if (allows(standing, capability)) return;
  if (standing.frozen && allows({ ...standing, frozen: false }, capability)) {
    throw new ChatError(
      "channel.frozen",
      "This channel is frozen: it can be read, but nothing new can be written until it is unfrozen.",
    );
  }
  throw new ChatError("channel.forbidden", forbidden(standing, capability), {
    details: { capability },
  });
}

function forbidden(standing: Standing, capability: Capability): string {
  const { kind, role, spaceRole, config } = standing;
  if (!isOn(config.features, capability)) {
    return `Nobody can ${deeds[capability]}: channels of its type do not have it.`;
  }
  if (kind === "direct") return `Nobody can ${deeds[capability]}: it is between two people.`;
  if (role === null && (capability === "send" || capability === "react" || capability === "join")) {
    return spaceRole === null
      ? `You cannot ${deeds[capability]} without being a member. Ask one to add you.`
      : `You cannot ${deeds[capability]} as a guest of the space. Ask a member to add you.`;
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
