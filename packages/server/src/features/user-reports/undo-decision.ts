import type { Decision } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { actorOf, writeAudit } from "../audit/public.ts";
import { findBan } from "../ban-register/public.ts";
import { liftBan } from "../bans/public.ts";
import { putBack, type TakenDown } from "../messages/public.ts";
import { reopenItem, type ItemRow } from "../moderation-queue/public.ts";
import { lockDecision, saveUndone, type DecisionRow } from "./decision-rows.ts";
import { decisionView } from "./report-views.ts";
import { openItem } from "./work-queue.ts";

/** Undoes a decision: a message is back, a ban is lifted, and the item is open again. */
export async function undoDecision(call: Call, decisionId: string): Promise<Decision> {
  const { engine, appId } = inApp(call);
  return await transact(engine, appId, async (tx) => {
    const decision = await lockDecision(tx, decisionId);
    const item = decision && (await openItem(tx, call, decision.itemId).catch(hide));
    if (!decision || !item) throw decisionNotFound();
    return decisionView(await takeBack(tx, call, { decision, item }));
  });
}

/** Takes back what a locked decision did, and writes that down. */
export async function takeBack(
  tx: Tx,
  call: Call,
  { decision, item }: { decision: DecisionRow; item: ItemRow },
): Promise<DecisionRow> {
  if (decision.undoneAt) throw new ChatError("decision.undone", "This was undone already.");
  const by = actorOf(call.actor);
  await revert(tx, call, { decision, item });
  await saveUndone(tx, decision.id);
  await reopenItem(tx, item.id);
  await writeAudit(tx, {
    actor: by,
    action: "undo",
    reason: decision.action,
    subject: { type: item.subjectType, id: item.subjectId },
    cid: item.cid,
    userId: item.userId,
    data: { decisionId: decision.id },
  });
  return { ...decision, undoneAt: tx.now };
}

async function revert(
  tx: Tx,
  call: Call,
  { decision, item }: { decision: DecisionRow; item: ItemRow },
): Promise<void> {
  const { action, before, userId } = decision;
  if (action === "restore")
    throw new ChatError("decision.not_possible", "What everybody saw cannot be unseen. Delete it.");
  if (action === "delete") {
    const content = before["content"] as TakenDown; // as `decideItem` kept it
    if (!(await putBack(tx, item.subjectId, content)))
      throw new ChatError("decision.not_possible", "The message is gone for good.");
  }
  if ((action === "ban" || action === "shadow") && userId !== null) {
    const cid = String(before["cid"]);
    // It may have ended, or been lifted, since.
    if (await findBan(tx, userId, cid)) await liftBan(tx, { userId, cid, by: actorOf(call.actor) });
  }
}

function hide(error: unknown): null {
  if (error instanceof ChatError) return null;
  throw error;
}

export function decisionNotFound(): ChatError {
  return new ChatError("decision.not_found", "There is no such decision.");
}
