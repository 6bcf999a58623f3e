import { z } from "zod";
import { ModerationActor } from "./bans.ts";
import { ChannelCid, UserId } from "./ids.ts";
import { Cursor, pageOf, PageLimit } from "./page.ts";
import { Timestamp } from "./text.ts";

/** Everything that moderation does, by people and by rules. */
export const auditActions = [
  "ban",
  "shadow-ban",
  "unban",
  "ban-ended",
  "flag",
  "block",
  "shadow",
  "delete",
  "restore",
  "warn",
  "dismiss",
  "undo",
  "appeal-granted",
  "appeal-refused",
  "rule-created",
  "rule-changed",
  "rule-deleted",
  "settings-changed",
] as const;
export const AuditAction = z.enum(auditActions);
export type AuditAction = z.infer<typeof AuditAction>;

/** One act of moderation, as it is kept for ever. */
export const AuditEntry = z.object({
  id: z.string(),
  at: Timestamp,
  actor: ModerationActor,
  action: AuditAction,
  reason: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  cid: ChannelCid.nullable(),
  userId: UserId.nullable(),
  waitedMs: z.number().nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
export const AuditPage = pageOf(AuditEntry);

export const AuditQuery = z.strictObject({
  cid: ChannelCid.optional(),
  userId: UserId.optional(),
  action: AuditAction.optional(),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const ReportFormat = z.enum(["json", "csv"]);

/** From when on and until when, of one channel or of the whole app: a year when not said. */
export const TransparencyQuery = z.strictObject({
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  cid: ChannelCid.optional(),
  format: ReportFormat.default("json"),
});
export type TransparencyQuery = z.infer<typeof TransparencyQuery>;

const Counted = z.object({
  action: AuditAction,
  reason: z.string(),
  by: z.enum(["person", "automation"]),
  count: z.number().int(),
});

/** How many acts there were, by action, reason and who decided. The counts add up to the entries of the audit log. */
export const TransparencyReport = z.object({
  from: Timestamp,
  to: Timestamp,
  cid: ChannelCid.nullable(),
  total: z.number().int(),
  byPeople: z.number().int(),
  byAutomation: z.number().int(),
  actions: z.array(Counted),
  /** How long what was decided had waited; null when nothing was. */
  timeToDecision: z
    .object({ count: z.number().int(), medianMs: z.number(), p90Ms: z.number(), maxMs: z.number() })
    .nullable(),
  appeals: z.object({
    made: z.number().int(),
    granted: z.number().int(),
    refused: z.number().int(),
    open: z.number().int(),
  }),
});
export type TransparencyReport = z.infer<typeof TransparencyReport>;
