import type { Appeal, AppealDecisionInput, AppealQuery, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call, type UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { actorOf, writeAudit } from "../audit/public.ts";
import { lockItem } from "../moderation-queue/public.ts";
import {
  insertAppeal,
  lockAppeal,
  pageOfAppeals,
  saveAppeal,
  type AppealRow,
} from "./appeal-rows.ts";
import { decisionsAbout, lockDecision } from "./decision-rows.ts";
import { toldActions } from "./decide-item.ts";
import { cursorOf, placeOf } from "./place.ts";
import { appealView, ownDecisionView } from "./report-views.ts";
import { decisionNotFound, takeBack } from "./undo-decision.ts";

/** What was decided about the caller's doings, the newest first. */
export function listOwnDecisions(
  call: UserCall,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<RouteAnswer<"me.decisions">> {
  const before = placeOf(cursor);
  return transact(call.engine, call.appId, async (tx) => {
    const page = { userId: call.userId, told: toldActions, before, limit: limit + 1 };
    const rows = await decisionsAbout(tx, page);
    const shown = rows.slice(0, limit);
    const items = await Promise.all(
      shown.map(async (row) => {
        const item = await lockItem(tx, row.itemId);
        return item ? [ownDecisionView(row, item, row.appeal)] : [];
      }),
    );
    const last = shown.at(-1);
    const next = last && rows.length > limit ? cursorOf({ at: last.createdAt, id: last.id }) : null;
    return { items: items.flat(), next, previous: null };
  });
}

/**
 * Appeals against a decision about the caller, once. A server key appeals for whom it befell: somebody banned from the app
 * cannot come in to do so.
 */
export function appeal(
  call: Call,
  { decisionId, text }: { decisionId: string; text: string },
): Promise<Appeal> {
  const { engine, appId } = inApp(call);
  return transact(engine, appId, async (tx) => {
    const decision = await lockDecision(tx, decisionId);
    const item = decision && (await lockItem(tx, decision.itemId));
    const isOwn =
      call.actor.type === "server" ||
      (call.actor.type === "user" && decision?.userId === call.actor.userId);
    const isTold = decision !== null && toldActions.includes(decision.action);
    if (!decision || !item || !isOwn || !isTold || decision.userId === null || decision.undoneAt)
      throw decisionNotFound();
    const row: AppealRow = {
      ...{ id: tx.engine.newId(), decisionId, userId: decision.userId, text, status: "open" },
      ...{ answer: "", cid: item.cid, createdAt: tx.now, decidedAt: null },
    };
    if (!(await insertAppeal(tx, row)))
      throw new ChatError("appeal.exists", "There was an appeal against this decision already.");
    return appealView(row);
  });
}

/** Appeals, the oldest first. */
export function listAppeals(
  call: Call,
  { status = undefined, limit, cursor }: AppealQuery,
): Promise<RouteAnswer<"reports.listAppeals">> {
  const { engine, appId } = inApp(call);
  const after = placeOf(cursor);
  return transact(engine, appId, async (tx) => {
    const rows = await pageOfAppeals(tx, { status: status ?? null, after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = last && rows.length > limit ? cursorOf({ at: last.createdAt, id: last.id }) : null;
    return { items: shown.map(appealView), next, previous: null };
  });
}

/** Answers an appeal; granting it undoes the decision. */
export function answerAppeal(
  call: Call,
  { appealId, grant, answer }: AppealDecisionInput & { appealId: string },
): Promise<Appeal> {
  const { engine, appId } = inApp(call);
  return transact(engine, appId, async (tx) => {
    const row = await lockAppeal(tx, appealId);
    if (!row) throw new ChatError("appeal.not_found", "There is no such appeal.");
    if (row.status !== "open")
      throw new ChatError("appeal.decided", "This appeal was answered already.");
    const decision = await lockDecision(tx, row.decisionId);
    const item = decision && (await lockItem(tx, decision.itemId));
    if (!decision || !item) throw decisionNotFound();
    const status = grant ? ("granted" as const) : ("refused" as const);
    const answered: AppealRow = { ...row, status, answer, decidedAt: tx.now };
    await saveAppeal(tx, answered);
    if (grant && !decision.undoneAt) await takeBack(tx, call, { decision, item });
    await writeAudit(tx, {
      actor: actorOf(call.actor),
      action: grant ? "appeal-granted" : "appeal-refused",
      reason: decision.action,
      subject: { type: item.subjectType, id: item.subjectId },
      cid: item.cid,
      userId: row.userId,
      waitedMs: Math.max(0, tx.now.getTime() - row.createdAt.getTime()),
      data: { decisionId: decision.id, appealId },
    });
    return appealView(answered);
  });
}
