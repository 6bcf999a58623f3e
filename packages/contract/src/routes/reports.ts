import * as reports from "../reports.ts";
import { PageQuery } from "../page.ts";
import { route } from "../route.ts";

export const reportsRoutes = {
  "me.report": route("me.report", {
    auth: "user",
    summary:
      "Report a message, a user or a channel; reporting the same again answers the first report",
    body: reports.ReportInput,
    answer: reports.ReportAnswer,
    status: 201,
    errors: ["message.not_found", "user.not_found", "channel.not_found", "report.too_many"],
  }),
  "me.decisions": route("me.decisions", {
    auth: "user",
    summary: "What moderators decided about the calling user's doings",
    query: PageQuery,
    answer: reports.OwnDecisionPage,
    status: 200,
    errors: [],
  }),
  "me.appeal": route("me.appeal", {
    auth: "any",
    summary:
      "Appeal against a decision about oneself, once; a server key appeals for whom it befell",
    params: reports.ofDecision,
    body: reports.AppealInput,
    answer: reports.AppealAnswer,
    status: 201,
    errors: ["decision.not_found", "appeal.exists"],
  }),
  "reports.listItems": route("reports.listItems", {
    auth: "any",
    summary: "The moderation queue, the oldest first; for a user, of a channel they moderate",
    query: reports.ItemQuery,
    answer: reports.ItemPage,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden"],
  }),
  "reports.getItem": route("reports.getItem", {
    auth: "any",
    summary: "One item of the queue with its reports and decisions",
    params: reports.ofItem,
    answer: reports.ItemDetailAnswer,
    status: 200,
    errors: ["item.not_found"],
  }),
  "reports.claim": route("reports.claim", {
    auth: "any",
    summary: "Take an item, so that others leave it alone",
    params: reports.ofItem,
    answer: reports.ItemAnswer,
    status: 200,
    errors: ["item.not_found", "item.claimed", "item.decided"],
  }),
  "reports.release": route("reports.release", {
    auth: "any",
    summary: "Give an item back to the queue",
    params: reports.ofItem,
    answer: reports.ItemAnswer,
    status: 200,
    errors: ["item.not_found", "item.claimed", "item.decided"],
  }),
  "reports.decide": route("reports.decide", {
    auth: "any",
    summary: "Decide about an item, and do what was decided",
    params: reports.ofItem,
    body: reports.DecisionInput,
    answer: reports.DecisionAnswer,
    status: 201,
    errors: ["item.not_found", "item.claimed", "item.decided", "decision.not_possible"],
  }),
  "reports.undo": route("reports.undo", {
    auth: "any",
    summary: "Undo a decision: what it did is taken back, and its item is open again",
    params: reports.ofDecision,
    answer: reports.DecisionAnswer,
    status: 200,
    errors: ["decision.not_found", "decision.undone"],
  }),
  "reports.listAppeals": route("reports.listAppeals", {
    auth: "server",
    summary: "Appeals, the oldest first",
    query: reports.AppealQuery,
    answer: reports.AppealPage,
    status: 200,
    errors: [],
  }),
  "reports.answerAppeal": route("reports.answerAppeal", {
    auth: "server",
    summary: "Grant an appeal, which undoes the decision, or refuse it",
    params: reports.ofAppeal,
    body: reports.AppealDecisionInput,
    answer: reports.AppealAnswer,
    status: 200,
    errors: ["appeal.not_found", "appeal.decided"],
  }),
} as const;
