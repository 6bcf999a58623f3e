import type { Appeal, Decision, ModerationItem, OwnDecision } from "@natter/contract";
import type { ItemRow } from "../moderation-queue/public.ts";
import type { AppealRow } from "./appeal-rows.ts";
import type { DecisionRow } from "./decision-rows.ts";

// Ids in our rows were parsed when they came in: the casts here say so.

/** An item as moderators see it. */
export function itemView(row: ItemRow): ModerationItem {
  const { subjectType: type, subjectId: id, updatedAt: _updated, ...rest } = row;
  return {
    ...rest,
    subject: { type, id },
    claimedAt: row.claimedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  } as unknown as ModerationItem;
}

/** A decision as moderators see it. */
export function decisionView(row: DecisionRow): Decision {
  const { before: _before, byType, byId, ...rest } = row;
  return {
    ...rest,
    by: { type: byType, id: byId },
    createdAt: row.createdAt.toISOString(),
    undoneAt: row.undoneAt?.toISOString() ?? null,
  } as Decision;
}

/** A decision as the person whom it befell is told of it. */
export function ownDecisionView(
  { id, action, reason, note, createdAt, undoneAt }: DecisionRow,
  item: Pick<ItemRow, "cid" | "subjectType" | "subjectId">,
  appeal: OwnDecision["appeal"],
): OwnDecision {
  return {
    ...{ id, action, reason, note, appeal, cid: item.cid },
    subject: { type: item.subjectType, id: item.subjectId },
    createdAt: createdAt.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
  } as OwnDecision;
}

/** An appeal as whoever made it, and whoever answers it, sees it. */
export function appealView({ cid: _cid, ...row }: AppealRow): Appeal {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  } as Appeal;
}
