import * as audit from "../audit.ts";
import * as moderation from "../moderation.ts";
import { PageQuery } from "../page.ts";
import { route } from "../route.ts";

export const moderationRoutes = {
  "moderation.listRules": route("moderation.listRules", {
    auth: "server",
    summary: "The rules that writing is looked over by",
    query: PageQuery,
    answer: moderation.RulePage,
    status: 200,
    errors: [],
  }),
  "moderation.createRule": route("moderation.createRule", {
    auth: "server",
    summary: "Add a rule; it holds at once",
    body: moderation.RuleInput,
    answer: moderation.RuleAnswer,
    status: 201,
    errors: ["moderation.rule_invalid", "moderation.too_many_rules"],
  }),
  "moderation.updateRule": route("moderation.updateRule", {
    auth: "server",
    summary: "Change a rule, or switch it off",
    params: moderation.ofRule,
    body: moderation.RuleChange,
    answer: moderation.RuleAnswer,
    status: 200,
    errors: ["moderation.rule_not_found", "moderation.rule_invalid"],
  }),
  "moderation.deleteRule": route("moderation.deleteRule", {
    auth: "server",
    summary: "Delete a rule",
    params: moderation.ofRule,
    answer: null,
    status: 204,
    errors: ["moderation.rule_not_found"],
  }),
  "moderation.check": route("moderation.check", {
    auth: "server",
    summary: "What would happen to a text, without publishing or noting anything",
    body: moderation.CheckInput,
    answer: moderation.CheckAnswer,
    status: 200,
    errors: ["moderation.rule_invalid"],
  }),
  "moderation.getSettings": route("moderation.getSettings", {
    auth: "server",
    summary: "What happens when a rule cannot be asked, and how often the language model may be",
    answer: moderation.ModerationSettingsAnswer,
    status: 200,
    errors: [],
  }),
  "moderation.setSettings": route("moderation.setSettings", {
    auth: "server",
    summary: "Change these settings",
    body: moderation.ModerationSettingsInput,
    answer: moderation.ModerationSettingsAnswer,
    status: 200,
    errors: [],
  }),
  "moderation.audit": route("moderation.audit", {
    auth: "server",
    summary: "Every act of moderation, newest first",
    query: audit.AuditQuery,
    answer: audit.AuditPage,
    status: 200,
    errors: [],
  }),
  "moderation.report": route("moderation.report", {
    auth: "server",
    summary: "The transparency report of the app or a channel, as JSON or CSV",
    query: audit.TransparencyQuery,
    answer: audit.TransparencyReport,
    alsoAs: "text/csv",
    status: 200,
    errors: [],
  }),
} as const;
