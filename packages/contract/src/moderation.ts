import { z } from "zod";
import { ChannelType } from "./channel-types.ts";
import { UserId } from "./ids.ts";
import { pageOf } from "./page.ts";
import { name, text, Timestamp } from "./text.ts";

/** Where people write what others read: what a rule can be for. */
export const Surface = z.enum([
  "message",
  "edit",
  "poll",
  "channel-name",
  "space-name",
  "user-name",
  "topic",
  "thread-title",
]);
export type Surface = z.infer<typeof Surface>;

/**
 * What a rule does with what it matches. `flag`: publish it and ask a person. `block`: refuse it. `shadow`: its author alone
 * sees it, and cannot tell; what is no message is refused instead.
 */
export const RuleAction = z.enum(["flag", "block", "shadow"]);
export type RuleAction = z.infer<typeof RuleAction>;

/** Words and phrases. Writing is brought into one form first, so spelling a word otherwise does not help. */
const Words = z.strictObject({
  kind: z.literal("words"),
  words: z.array(name(100)).min(1).max(1_000),
  /** `part`: also inside longer words. */
  match: z.enum(["whole", "part"]).default("whole"),
});

/** Regular expressions in the syntax of RE2, which takes time in proportion to the text: no look-around, no back-references. */
const Patterns = z.strictObject({
  kind: z.literal("patterns"),
  patterns: z.array(text(500, 1)).min(1).max(50),
});

const Rate = z.strictObject({
  count: z.number().int().min(2).max(100),
  seconds: z.number().int().min(1).max(3_600),
});

/** Counted per user, over all channels: the same text again, messages at all, links. */
const Spam = z.strictObject({
  kind: z.literal("spam"),
  repeats: Rate.optional(),
  flood: Rate.optional(),
  links: Rate.optional(),
});

/** Asks the language model that the operator set up. `instruction` says what is not wanted. */
const Model = z.strictObject({
  kind: z.literal("model"),
  instruction: text(2_000, 1),
  /** How sure the model must be, 0 to 1. */
  confidence: z.number().min(0).max(1).default(0.7),
});

export const RuleConfig = z.discriminatedUnion("kind", [Words, Patterns, Spam, Model]);
export type RuleConfig = z.infer<typeof RuleConfig>;

const surfaces = z.array(Surface).max(Surface.options.length);
const channelTypes = z.array(ChannelType).max(50);

export const RuleInput = z.strictObject({
  name: name(100),
  action: RuleAction,
  enabled: z.boolean().default(true),
  /** Where it holds; everywhere when empty. */
  surfaces: surfaces.default([]),
  /** In channels of which types; in all when empty. What is in no channel is looked at by rules for all types. */
  channelTypes: channelTypes.default([]),
  config: RuleConfig,
});
export type RuleInput = z.infer<typeof RuleInput>;

export const RuleChange = z.strictObject({
  name: name(100).optional(),
  action: RuleAction.optional(),
  enabled: z.boolean().optional(),
  surfaces: surfaces.optional(),
  channelTypes: channelTypes.optional(),
  config: RuleConfig.optional(),
});
export type RuleChange = z.infer<typeof RuleChange>;

export const ModerationRule = z.object({
  id: z.uuid(),
  name: z.string(),
  action: RuleAction,
  enabled: z.boolean(),
  surfaces: z.array(Surface),
  channelTypes: z.array(z.string()),
  config: RuleConfig,
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type ModerationRule = z.infer<typeof ModerationRule>;
export const RuleAnswer = z.object({ rule: ModerationRule });
export const RulePage = pageOf(ModerationRule);
export const ofRule = z.strictObject({ ruleId: z.uuid() });

/**
 * What happens when a rule cannot be asked, because the language model does not answer, answers nonsense or has no calls left:
 * `open` publishes and asks a person to look, `closed` refuses with `moderation.unavailable`.
 */
export const FailureMode = z.enum(["open", "closed"]);
export type FailureMode = z.infer<typeof FailureMode>;

export const ModerationSettingsInput = z.strictObject({
  failureMode: FailureMode,
  /** How often the language model may be asked in a day (UTC). */
  modelCallsPerDay: z.number().int().min(0).max(10_000_000),
});
export type ModerationSettings = z.infer<typeof ModerationSettingsInput>;

export const ModerationSettingsAnswer = z.object({
  settings: ModerationSettingsInput,
  /** Whether the operator set up a language model: without one its rules fail as the failure mode says. */
  modelAvailable: z.boolean(),
});

export const CheckInput = z.strictObject({
  text: text(10_000),
  surface: Surface.default("message"),
  channelType: ChannelType.optional(),
  /** Whose writing it is taken for; what is counted is looked at and not counted on. */
  userId: UserId.optional(),
  /** A rule that is not saved yet, to be tried alone. */
  rule: RuleInput.optional(),
});
export type CheckInput = z.infer<typeof CheckInput>;

/** Why a rule matched, or failed to be asked. */
export const RuleHit = z.object({
  ruleId: z.string(),
  name: z.string(),
  kind: z.string(),
  action: RuleAction,
  /** What it matched, or what went wrong, in a few words. */
  detail: z.string(),
});
export type RuleHit = z.infer<typeof RuleHit>;

export const CheckAnswer = z.object({
  action: z.enum(["allow", "flag", "block", "shadow"]),
  /** The rule that could not be asked decides by the failure mode. */
  failed: z.boolean(),
  hits: z.array(RuleHit),
  /** The text as words are looked for in it. */
  normalized: z.string(),
});
export type CheckAnswer = z.infer<typeof CheckAnswer>;
