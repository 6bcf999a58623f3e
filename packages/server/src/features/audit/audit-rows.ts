import type { AuditAction, ModerationActor } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { auditLog } from "./audit-table.ts";

export type AuditSubject = {
  readonly type: "message" | "user" | "channel" | "rule" | "settings" | "text";
  readonly id: string;
};

/** An act to be written down. */
export type AuditEntry = {
  readonly actor: ModerationActor;
  readonly action: AuditAction;
  readonly reason: string;
  readonly subject: AuditSubject;
  readonly cid?: string | null;
  /** The person it befell. */
  readonly userId?: string | null;
  /** How long the subject waited for it; absent where nobody waited. */
  readonly waitedMs?: number;
  readonly data?: Readonly<Record<string, unknown>>;
};

export type AuditRow = {
  readonly id: string;
  readonly at: Date;
  readonly actorType: ModerationActor["type"];
  readonly actorId: string;
  readonly action: AuditAction;
  readonly reason: string;
  readonly subjectType: AuditSubject["type"];
  readonly subjectId: string;
  readonly cid: string | null;
  readonly userId: string | null;
  readonly waitedMs: number | null;
  readonly data: Record<string, unknown>;
};

const placeholder = sql.placeholder;

const add = statement<{
  appId: string;
  id: string;
  at: Date;
  actorType: string;
  actorId: string;
  action: string;
  reason: string;
  subjectType: string;
  subjectId: string;
  cid: string | null;
  userId: string | null;
  waitedMs: number | null;
  data: string;
}>(
  "add_audit_entry",
  sql`insert into ${auditLog} (app_id, id, at, actor_type, actor_id, action, reason, subject_type, subject_id, cid, user_id,
        waited_ms, data)
      values (${placeholder("appId")}, ${placeholder("id")}, ${placeholder("at")}, ${placeholder("actorType")},
        ${placeholder("actorId")}, ${placeholder("action")}, ${placeholder("reason")}, ${placeholder("subjectType")},
        ${placeholder("subjectId")}, ${placeholder("cid")}, ${placeholder("userId")}, ${placeholder("waitedMs")},
        ${placeholder("data")}::jsonb)`,
);

/** Writes an act into the audit log, in the transaction that does it. */
export async function writeAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const { actor, action, reason, subject, data = {} } = entry;
  await tx.connection.query(
    add.statement,
    add.bind({
      appId: tx.appId,
      id: tx.engine.newId(),
      at: tx.now,
      actorType: actor.type,
      actorId: actor.id,
      action,
      reason,
      subjectType: subject.type,
      subjectId: subject.id,
      cid: entry.cid ?? null,
      userId: entry.userId ?? null,
      waitedMs: entry.waitedMs ?? null,
      data: JSON.stringify(data),
    }),
  );
}

const columns = sql.raw(
  `l.id, l.at, l.actor_type as "actorType", l.actor_id as "actorId", l.action, l.reason, l.subject_type as "subjectType",
   l.subject_id as "subjectId", l.cid, l.user_id as "userId", l.waited_ms as "waitedMs", l.data`,
);

const page = statement<{
  appId: string;
  cid: string | null;
  userId: string | null;
  action: string | null;
  beforeAt: Date | null;
  beforeId: string | null;
  limit: number;
}>(
  "audit_page",
  sql`select ${columns} from ${auditLog} l
      where l.app_id = ${placeholder("appId")}
        and (${placeholder("cid")}::text is null or l.cid = ${placeholder("cid")})
        and (${placeholder("userId")}::text is null or l.user_id = ${placeholder("userId")})
        and (${placeholder("action")}::text is null or l.action = ${placeholder("action")})
        and (${placeholder("beforeAt")}::timestamptz is null
          or (l.at, l.id) < (${placeholder("beforeAt")}::timestamptz, ${placeholder("beforeId")}::uuid))
      order by l.at desc, l.id desc limit ${placeholder("limit")}`,
);

/** Entries of the log, the newest first, before a place in it. */
export function pageOfAudit(
  tx: Tx,
  filter: {
    cid: string | null;
    userId: string | null;
    action: string | null;
    before: { at: Date; id: string } | null;
    limit: number;
  },
): Promise<AuditRow[]> {
  const { before, ...rest } = filter;
  return tx.connection.query<AuditRow>(
    page.statement,
    page.bind({
      appId: tx.appId,
      ...rest,
      beforeAt: before?.at ?? null,
      beforeId: before?.id ?? null,
    }),
  );
}
