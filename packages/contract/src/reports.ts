import { z } from "zod";
import { ModerationActor } from "./bans.ts";
import { ChannelCid, MessageId, UserId } from "./ids.ts";
import { Cursor, pageOf, PageLimit } from "./page.ts";
import { text, Timestamp } from "./text.ts";

/** Why somebody reports something, and why it is decided as it is. */
export const ReportReason = z.enum([
  "spam",
  "harassment",
  "hate",
  "violence",
  "sexual",
  "self-harm",
  "child-safety",
  "illegal",
  "impersonation",
  "privacy",
  "other",
]);
export type ReportReason = z.infer<typeof ReportReason>;

/** What is reported, or was noticed by a rule. */
export const ModerationSubject = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("message"), id: MessageId }),
  z.strictObject({ type: z.literal("user"), id: UserId }),
  z.strictObject({ type: z.literal("channel"), id: ChannelCid }),
]);
export type ModerationSubject = z.infer<typeof ModerationSubject>;

export const ReportInput = z.strictObject({
  subject: ModerationSubject,
  reason: ReportReason,
  text: text(1_000).default(""),
});
export type ReportInput = z.infer<typeof ReportInput>;

/** A report as whoever made it sees it. */
export const Report = z.object({
  id: z.uuid(),
  subject: ModerationSubject,
  reason: ReportReason,
  text: z.string(),
  createdAt: Timestamp,
});
export type Report = z.infer<typeof Report>;
export const ReportAnswer = z.object({ report: Report });

/** Why the queue shows a thing, told by one who reported it. */
export const ItemReport = Report.omit({ subject: true }).extend({ reporterId: UserId });

export const ItemStatus = z.enum(["open", "claimed", "decided"]);

/**
 * What can be decided. `delete` and `restore` are of messages; `restore` also shows a shadowed one to everybody. `ban` and
 * `shadow` are of its author, in the channel or everywhere; `warn` tells the author.
 */
export const DecisionAction = z.enum(["delete", "restore", "ban", "shadow", "warn", "dismiss"]);
export type DecisionAction = z.infer<typeof DecisionAction>;

export const DecisionInput = z.strictObject({
  action: DecisionAction,
  reason: ReportReason,
  /** For the author, and for the log. */
  note: text(500).default(""),
  /** For `ban` and `shadow`: where. A user who moderates decides for the channel only. */
  scope: z.enum(["channel", "app"]).default("channel"),
  expiresInSeconds: z.number().int().min(1).max(157_766_400).optional(),
});
export type DecisionInput = z.infer<typeof DecisionInput>;

export const Decision = z.object({
  id: z.uuid(),
  itemId: z.uuid(),
  action: DecisionAction,
  reason: z.string(),
  note: z.string(),
  userId: UserId.nullable(),
  by: ModerationActor,
  createdAt: Timestamp,
  undoneAt: Timestamp.nullable(),
});
export type Decision = z.infer<typeof Decision>;
export const DecisionAnswer = z.object({ decision: Decision });

/** One thing that waits for a decision, or had one. */
export const ModerationItem = z.object({
  id: z.uuid(),
  subject: z.object({ type: z.enum(["message", "user", "channel"]), id: z.string() }),
  cid: ChannelCid.nullable(),
  /** Whose doing it is. */
  userId: UserId.nullable(),
  source: z.enum(["report", "automation"]),
  /** What it said when it was noticed. */
  excerpt: z.string(),
  detail: z.record(z.string(), z.unknown()),
  status: ItemStatus,
  claimedBy: z.string().nullable(),
  claimedAt: Timestamp.nullable(),
  reportCount: z.number().int(),
  createdAt: Timestamp,
  decidedAt: Timestamp.nullable(),
});
export type ModerationItem = z.infer<typeof ModerationItem>;
export const ItemAnswer = z.object({ item: ModerationItem });
export const ItemPage = pageOf(ModerationItem);
/** With at most a hundred of its reports, the first ones, and all that was decided. */
export const ItemDetailAnswer = z.object({
  item: ModerationItem,
  reports: z.array(ItemReport),
  decisions: z.array(Decision),
});

/** A user sees what happened in the channels that they moderate; `cid` is then needed. */
export const ItemQuery = z.strictObject({
  status: ItemStatus.optional(),
  subject: z.enum(["message", "user", "channel"]).optional(),
  userId: UserId.optional(),
  cid: ChannelCid.optional(),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type ItemQuery = z.infer<typeof ItemQuery>;

export const ofItem = z.strictObject({ itemId: z.uuid() });
export const ofDecision = z.strictObject({ decisionId: z.uuid() });
export const ofAppeal = z.strictObject({ appealId: z.uuid() });

/** A decision as the person whom it befell is told of it. Shadow bans are not among them. */
export const OwnDecision = z.object({
  id: z.uuid(),
  action: DecisionAction,
  reason: z.string(),
  note: z.string(),
  cid: ChannelCid.nullable(),
  subject: z.object({ type: z.string(), id: z.string() }),
  createdAt: Timestamp,
  undoneAt: Timestamp.nullable(),
  /** Null while nobody appealed. */
  appeal: z.enum(["open", "granted", "refused"]).nullable(),
});
export type OwnDecision = z.infer<typeof OwnDecision>;
export const OwnDecisionPage = pageOf(OwnDecision);

export const AppealInput = z.strictObject({ text: text(1_000, 1) });
export const AppealStatus = z.enum(["open", "granted", "refused"]);
export const Appeal = z.object({
  id: z.uuid(),
  decisionId: z.uuid(),
  userId: UserId,
  text: z.string(),
  status: AppealStatus,
  answer: z.string(),
  createdAt: Timestamp,
  decidedAt: Timestamp.nullable(),
});
export type Appeal = z.infer<typeof Appeal>;
export const AppealAnswer = z.object({ appeal: Appeal });
export const AppealPage = pageOf(Appeal);
export const AppealQuery = z.strictObject({
  status: AppealStatus.optional(),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type AppealQuery = z.infer<typeof AppealQuery>;

/** Granting an appeal undoes the decision. */
export const AppealDecisionInput = z.strictObject({
  grant: z.boolean(),
  answer: text(1_000).default(""),
});
export type AppealDecisionInput = z.infer<typeof AppealDecisionInput>;
