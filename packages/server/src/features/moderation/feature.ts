import type { ModerationSettings } from "@natter/contract";
import { inApp, type Call } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { actorOf, writeAudit } from "../audit/public.ts";
import { createRule, listRules, removeRule, updateRule } from "./change-rules.ts";
import { checkText } from "./check-text.ts";
import type { Judges } from "./judge.ts";
import type { RuleCache } from "./rule-cache.ts";
import { readSettings, saveSettings } from "./rule-rows.ts";

/** The rules that writing is looked over by before anybody else sees it. */
export function moderationFeature(rules: RuleCache, judges: Judges): Feature {
  const modelAvailable = judges.model !== null;
  return {
    name: "moderation",
    handlers: {
      "moderation.listRules": (call, { query }) => listRules(call, query),
      "moderation.createRule": async (call, { body }) => ({
        rule: await createRule(call, body, rules),
      }),
      "moderation.updateRule": async (call, { params, body }) => ({
        rule: await updateRule(call, { ...params, ...body }, rules),
      }),
      "moderation.deleteRule": (call, { params }) => removeRule(call, params.ruleId, rules),
      "moderation.check": (call, { body }) => checkText(call, body, { rules, judges }),
      "moderation.getSettings": async (call) => {
        const { engine, appId } = inApp(call);
        return { settings: await transact(engine, appId, readSettings), modelAvailable };
      },
      "moderation.setSettings": async (call, { body }) => {
        await changeSettings(call, body, rules);
        return { settings: body, modelAvailable };
      },
    },
  };
}

async function changeSettings(call: Call, settings: ModerationSettings, rules: RuleCache) {
  const { engine, appId } = inApp(call);
  await transact(engine, appId, async (tx) => {
    await saveSettings(tx, settings);
    await writeAudit(tx, {
      actor: actorOf(call.actor),
      action: "settings-changed",
      reason: "",
      subject: { type: "settings", id: "moderation" },
      data: settings,
    });
  });
  await rules.forget(appId);
}
