import { z } from "zod";
import { Capability } from "./capabilities.ts";
import { defaultLimits } from "./limits.ts";
import { pageOf } from "./page.ts";
import { defaultGrants, type ChannelGrants } from "./permissions.ts";
import { roles } from "./roles.ts";
import { Timestamp } from "./text.ts";

/** The types that every app has. */
export const builtInChannelTypes = ["messaging", "team", "livestream", "commerce"] as const;

/** What stands before the colon of a channel's address: a type that every app has, or one of the app's own. */
export const ChannelType = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,31}$/,
    "a channel type has 1 to 32 lower-case letters, digits, _ or -, beginning with a letter",
  );
export type ChannelType = z.infer<typeof ChannelType>;

/** What is there in channels of a type. What is off is refused to everybody, whatever their role. */
export const ChannelFeatures = z.strictObject({
  typing: z.boolean(),
  readReceipts: z.boolean(),
  reactions: z.boolean(),
  threads: z.boolean(),
  polls: z.boolean(),
  quotes: z.boolean(),
  uploads: z.boolean(),
  search: z.boolean(),
  markdown: z.boolean(),
  commands: z.boolean(),
});
export type ChannelFeatures = z.infer<typeof ChannelFeatures>;

/**
 * How people react to one message. `unique`: with one kind at a time; another takes the place of the first. `distinct`:
 * with as many kinds as they like, each once. `multiple`: the same, and each kind as often as they like, as one claps.
 */
export const ReactionMode = z.enum(["unique", "distinct", "multiple"]);
export type ReactionMode = z.infer<typeof ReactionMode>;

/** The name of a command, without its slash. */
export const CommandName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, "a command has 1 to 32 lower-case letters, digits, _ or -");

const MessageCharacters = z.number().int().min(1).max(defaultLimits.messageCharacters);
const SlowModeSeconds = z.number().int().min(0).max(defaultLimits.slowModeSecondsMax);
const Commands = z.array(CommandName).max(100).nullable();
const Capabilities = z.array(Capability).max(Capability.options.length);
const byRole = z.partialRecord(z.enum(roles), Capabilities);
const byCaller = z.partialRecord(z.enum(["user", "guest", "anonymous"]), Capabilities);

/** What each role may do: an unlisted role, or capability, is refused (`permissions.ts` says what the scopes are). */
const GrantsSchema = z.strictObject({
  direct: byRole,
  group: byRole,
  space: byRole,
  visitor: byRole,
  public: byCaller,
});

/** The configuration of a type of channels. */
export const ChannelTypeConfig = z.strictObject({
  features: ChannelFeatures,
  reactionMode: ReactionMode,
  /** The longest text of a message, in UTF-16 units. */
  messageCharacters: MessageCharacters,
  /** The slow mode of new channels. */
  slowModeSeconds: SlowModeSeconds,
  /** The commands that may be used; null for all there are. */
  commands: Commands,
  grants: GrantsSchema,
});
export type ChannelTypeConfig = Omit<z.infer<typeof ChannelTypeConfig>, "grants"> & {
  readonly grants: ChannelGrants;
};

/** The part of the configuration that stands in every channel's answer. Grants show as the viewer's capabilities. */
export const ChannelConfig = ChannelTypeConfig.omit({ grants: true, slowModeSeconds: true });
export type ChannelConfig = z.infer<typeof ChannelConfig>;

/** What differs from the configuration that holds without it. A role that is named has exactly what is listed for it. */
export const ChannelTypeChange = z.strictObject({
  features: ChannelFeatures.partial().optional(),
  reactionMode: ReactionMode.optional(),
  messageCharacters: MessageCharacters.optional(),
  slowModeSeconds: SlowModeSeconds.optional(),
  commands: Commands.optional(),
  grants: GrantsSchema.partial().optional(),
});
export type ChannelTypeChange = z.infer<typeof ChannelTypeChange>;

export const CreateChannelTypeInput = z.strictObject({
  name: ChannelType,
  config: ChannelTypeChange.default({}),
});
export type CreateChannelTypeInput = z.infer<typeof CreateChannelTypeInput>;

export const ChannelTypeView = z.object({
  name: ChannelType,
  /** Whether every app has it: it can be changed, and its deletion brings back what it was. */
  builtIn: z.boolean(),
  config: ChannelTypeConfig,
  /** Null for a type that the app never changed. */
  updatedAt: Timestamp.nullable(),
});
export type ChannelTypeView = z.infer<typeof ChannelTypeView>;
export const ChannelTypeAnswer = z.object({ channelType: ChannelTypeView });
export const ChannelTypePage = pageOf(ChannelTypeView);

const everything: ChannelFeatures = {
  typing: true,
  readReceipts: true,
  reactions: true,
  threads: true,
  polls: true,
  quotes: true,
  uploads: true,
  search: true,
  markdown: true,
  commands: true,
};

/** A conversation between people: what a type of the app's own begins with, too. */
const messaging: ChannelTypeConfig = {
  features: everything,
  reactionMode: "distinct",
  messageCharacters: defaultLimits.messageCharacters,
  slowModeSeconds: 0,
  commands: null,
  grants: defaultGrants,
};

/** The configuration of the types that every app has, before the app changes it. */
const builtIn: Readonly<Record<string, ChannelTypeConfig>> = {
  messaging,
  team: messaging,
  livestream: {
    ...messaging,
    features: { ...everything, typing: false, readReceipts: false },
    messageCharacters: 2_000,
    grants: {
      ...defaultGrants,
      // In a crowd only those who run it reach everybody, pin and ask.
      group: { ...defaultGrants.group, member: inCrowd("member"), guest: inCrowd("guest") },
      // Every user of the app may watch and join; guests and readers without a name only where an app lets them.
      public: { user: ["read", "see-history", "join"], guest: [], anonymous: [] },
    },
  },
  commerce: { ...messaging, features: { ...everything, polls: false } },
};

/** The configuration that a type begins with. */
export function defaultConfigOf(type: string): ChannelTypeConfig {
  return Object.hasOwn(builtIn, type) ? (builtIn[type] ?? messaging) : messaging;
}

function inCrowd(role: "member" | "guest"): Capability[] {
  const forFew: readonly Capability[] = ["mention-all", "pin", "create-poll"];
  return (defaultGrants.group[role] ?? []).filter((capability) => !forFew.includes(capability));
}
