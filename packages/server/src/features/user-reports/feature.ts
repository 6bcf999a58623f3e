import { asUser } from "../../core/call.ts";
import { Answer, type Feature } from "../../core/feature.ts";
import { answerAppeal, appeal, listAppeals, listOwnDecisions } from "./appeal-decision.ts";
import { reportSubject } from "./create-report.ts";
import { decideItem } from "./decide-item.ts";
import { undoDecision } from "./undo-decision.ts";
import { claimItem, getItem, listItems, releaseItem } from "./work-queue.ts";

/** Reports by people, the queue of moderators, what they decide, and appeals against it. */
export function userReportsFeature(cache: Parameters<typeof decideItem>[2]): Feature {
  return {
    name: "user-reports",
    handlers: {
      "me.report": async (call, { body }) => {
        const { report, created } = await reportSubject(asUser(call), body);
        return new Answer(created ? 201 : 200, { report });
      },
      "me.decisions": (call, { query }) => listOwnDecisions(asUser(call), query),
      "me.appeal": async (call, { params, body }) => ({
        appeal: await appeal(call, { ...params, ...body }),
      }),
      "reports.listItems": (call, { query }) => listItems(call, query),
      "reports.getItem": (call, { params }) => getItem(call, params.itemId),
      "reports.claim": async (call, { params }) => ({ item: await claimItem(call, params.itemId) }),
      "reports.release": async (call, { params }) => ({
        item: await releaseItem(call, params.itemId),
      }),
      "reports.decide": async (call, { params, body }) => ({
        decision: await decideItem(call, { ...params, ...body }, cache),
      }),
      "reports.undo": async (call, { params }) => ({
        decision: await undoDecision(call, params.decisionId),
      }),
      "reports.listAppeals": (call, { query }) => listAppeals(call, query),
      "reports.answerAppeal": async (call, { params, body }) => ({
        appeal: await answerAppeal(call, { ...params, ...body }),
      }),
    },
  };
}
