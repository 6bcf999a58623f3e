import type { Decision, DecisionAction, DecisionInput, OwnDecision } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { actorOf, writeAudit } from "../audit/public.ts";
import { wholeApp } from "../ban-register/public.ts";
import { assertMayBanHere, setBan } from "../bans/public.ts";
import { tellUsers } from "../channels/public.ts";
import { reveal, takeDown } from "../messages/public.ts";
import { saveItem, type ItemRow } from "../moderation-queue/public.ts";
import { insertDecision, type DecisionRow } from "./decision-rows.ts";
import { decisionView, ownDecisionView } from "./report-views.ts";
import { assertFree, openItem } from "./work-queue.ts";

type Forget = {
  forgetUser(appId: ReturnType<typeof inApp>["appId"], userId: string): Promise<void>;
};

/** What the person whom it befell is told of: never that they are shadow banned, nor what came to nothing. */
export const toldActions: readonly DecisionAction[] = ["delete", "ban", "warn"];

/** Decides about an item and does it, in one transaction; whom it befell is told on their own line. */
export async function decideItem(
  call: Call,
  { itemId, ...input }: DecisionInput & { itemId: string },
  cache: Forget,
): Promise<Decision> {
  const { engine, appId } = inApp(call);
  const row = await transact(engine, appId, async (tx) => {
    const item = await openItem(tx, call, itemId);
    assertFree(call, item);
    const by = actorOf(call.actor);
    const waitedMs = Math.max(0, tx.now.getTime() - item.createdAt.getTime());
    const before = await carryOut(tx, call, { item, input, waitedMs });
    const decision: DecisionRow = {
      id: tx.engine.newId(),
      itemId,
      action: input.action,
      reason: input.reason,
      note: input.note,
      userId: item.userId,
      byType: by.type,
      byId: by.id,
      before,
      createdAt: tx.now,
      undoneAt: null,
    };
    await insertDecision(tx, decision);
    await saveItem(tx, { ...item, status: "decided", decidedAt: tx.now });
    // Bans write their own line into the log.
    if (input.action !== "ban" && input.action !== "shadow")
      await writeAudit(tx, {
        actor: by,
        action: input.action,
        reason: input.reason,
        subject: { type: item.subjectType, id: item.subjectId },
        cid: item.cid,
        userId: item.userId,
        waitedMs,
        data: { decisionId: decision.id, note: input.note },
      });
    await tellPerson(tx, decision, item);
    return decision;
  });
  const isOut = input.action === "ban" && input.scope === "app" && row.userId !== null;
  if (isOut && row.userId !== null) await cache.forgetUser(appId, row.userId);
  return decisionView(row);
}

async function tellPerson(tx: Tx, decision: DecisionRow, item: ItemRow): Promise<void> {
  if (decision.userId === null || !toldActions.includes(decision.action)) return;
  const told: OwnDecision = ownDecisionView(decision, item, null);
  const fact = { type: "notification.moderation" as const, data: { decision: told } };
  await tellUsers(tx, [decision.userId], fact);
}

type Deed = { readonly item: ItemRow; readonly input: DecisionInput; readonly waitedMs: number };

/** Does what was decided, and answers with what is needed to undo it. */
async function carryOut(tx: Tx, call: Call, deed: Deed): Promise<Record<string, unknown>> {
  const { item, input } = deed;
  switch (input.action) {
    case "delete": {
      const by = actorOf(call.actor);
      const content =
        item.subjectType === "message"
          ? await takeDown(tx, item.subjectId, `${by.type}:${by.id}`)
          : null;
      if (!content) throw notPossible("There is no message to delete.");
      return { content };
    }
    case "restore":
      if (item.subjectType !== "message" || !(await reveal(tx, item.subjectId)))
        throw notPossible("There is no message that only its author sees.");
      return {};
    case "ban":
    case "shadow":
      return await banPerson(tx, call, deed);
    case "warn":
      if (item.userId === null) throw notPossible("There is nobody to warn.");
      return {};
    case "dismiss":
      return {};
    default:
      return input.action satisfies never;
  }
}

async function banPerson(tx: Tx, call: Call, { item, input, waitedMs }: Deed) {
  if (item.userId === null) throw notPossible("There is nobody to ban.");
  if (input.scope === "channel" && item.cid === null)
    throw notPossible("It happened in no channel: ban from the app instead.");
  if (input.scope === "app" && call.actor.type !== "server")
    throw new ChatError("auth.forbidden", "Only a server key bans from the app.");
  const cid = input.scope === "app" ? wholeApp : (item.cid ?? wholeApp);
  if (cid !== wholeApp) await assertMayBanHere(tx, call, { userId: item.userId, cid });
  const { expiresInSeconds } = input;
  await setBan(tx, {
    ...{ userId: item.userId, cid, waitedMs, reason: input.reason, by: actorOf(call.actor) },
    shadow: input.action === "shadow",
    expiresAt:
      expiresInSeconds === undefined ? null : new Date(tx.now.getTime() + expiresInSeconds * 1_000),
  });
  return { cid };
}

function notPossible(sentence: string): ChatError {
  return new ChatError("decision.not_possible", sentence);
}
