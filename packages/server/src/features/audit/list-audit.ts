import type { AuditEntry, AuditQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { pageOfAudit, type AuditRow } from "./audit-rows.ts";

/** The audit log, the newest act first. */
export function listAudit(
  call: Call,
  { cid, userId, action, limit, cursor }: AuditQuery,
): Promise<{ items: AuditEntry[]; next: string | null; previous: null }> {
  const { engine, appId } = inApp(call);
  const before = cursor === undefined ? null : placeOf(cursor);
  return transact(engine, appId, async (tx) => {
    const filter = { cid: cid ?? null, userId: userId ?? null, action: action ?? null };
    const rows = await pageOfAudit(tx, { ...filter, before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(entryView),
      next: last && rows.length > limit ? encodeCursor([last.at.toISOString(), last.id]) : null,
      previous: null,
    };
  });
}

function placeOf(cursor: string): { at: Date; id: string } {
  const [time = "", id = ""] = decodeCursor(cursor, 2);
  const at = new Date(time);
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  if (Number.isNaN(at.getTime()) || !isUuid)
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  return { at, id };
}

function entryView(row: AuditRow): AuditEntry {
  const view = {
    id: row.id,
    at: row.at.toISOString(),
    actor: { type: row.actorType, id: row.actorId },
    action: row.action,
    reason: row.reason,
    subject: { type: row.subjectType, id: row.subjectId },
    cid: row.cid,
    userId: row.userId,
    waitedMs: row.waitedMs,
    data: row.data,
  };
  return view as AuditEntry; // ids in our rows were parsed when they came in
}
