import type { Report, ReportInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { getAccess } from "../channels/public.ts";
import { visibleUsers } from "../members/public.ts";
import { getMessageRow } from "../messages/public.ts";
import { noteItem, saveItem, type NewItem } from "../moderation-queue/public.ts";
import { userNotFound, userSummaries } from "../users/public.ts";
import { countReports, findReport, insertReport, type ReportRow } from "./report-rows.ts";

const hourMs = 3_600_000;
const mostPerHour = 30;

/**
 * Reports something that the caller can see. While the same thing waits for a decision, a person's second report of it answers
 * the first (`created: false`).
 */
export function reportSubject(
  call: UserCall,
  input: ReportInput,
): Promise<{ report: Report; created: boolean }> {
  return transact(call.engine, call.appId, async (tx) => {
    const noticed = await itemOf(tx, call.userId, input.subject);
    const item = await noteItem(tx, { ...noticed, source: "report", detail: {} });
    const earlier = await findReport(tx, item.id, call.userId);
    if (earlier) return { report: reportView(earlier, input), created: false };
    const since = new Date(tx.now.getTime() - hourMs);
    if ((await countReports(tx, call.userId, { since, limit: mostPerHour })) >= mostPerHour) {
      throw new ChatError("report.too_many", "You have reported much lately. Try again later.", {
        details: { retryAfterSeconds: 600 },
      });
    }
    const row: ReportRow = {
      id: tx.engine.newId(),
      itemId: item.id,
      reporterId: call.userId,
      reason: input.reason,
      text: input.text,
      createdAt: tx.now,
    };
    await insertReport(tx, row);
    await saveItem(tx, { ...item, reportCount: item.reportCount + 1 });
    return { report: reportView(row, input), created: true };
  });
}

type Noticed = Omit<NewItem, "source" | "detail">;

/** What is reported, as the reporter sees it now; refused like whatever else they cannot see. */
async function itemOf(
  tx: Tx,
  reporterId: string,
  subject: ReportInput["subject"],
): Promise<Noticed> {
  const of = { subjectType: subject.type, subjectId: subject.id };
  switch (subject.type) {
    case "message": {
      const row = await getMessageRow(tx, subject.id, reporterId);
      return { ...of, cid: row.cid, userId: row.senderId, excerpt: row.text };
    }
    case "user": {
      const [known] = await visibleUsers(tx, reporterId, [subject.id]);
      const person = (await userSummaries(tx, [subject.id])).get(subject.id);
      if (known === undefined || !person) throw userNotFound([subject.id]);
      return { ...of, cid: null, userId: subject.id, excerpt: person.name };
    }
    case "channel": {
      const access = await getAccess(tx, subject.id, reporterId);
      return { ...of, cid: access.cid, userId: null, excerpt: access.cid };
    }
    default:
      return subject satisfies never;
  }
}

function reportView(row: ReportRow, { subject }: ReportInput): Report {
  const { id, reason, text, createdAt } = row;
  return { id, subject, reason, text, createdAt: createdAt.toISOString() };
}
