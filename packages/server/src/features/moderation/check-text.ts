import type { CheckAnswer, CheckInput } from "@natter/contract";
import { inApp, type Call } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { compileRule, type RuleSet } from "./compile-rules.ts";
import { judge, type Judges } from "./judge.ts";
import { normalizeText } from "./normalize-text.ts";
import type { RuleCache } from "./rule-cache.ts";
import { readSettings } from "./rule-rows.ts";

/** What would happen to a text by the app's rules, or by one that is to be tried. Nothing is published, counted or noted. */
export async function checkText(
  call: Call,
  input: CheckInput,
  { rules, judges }: { rules: RuleCache; judges: Judges },
): Promise<CheckAnswer> {
  const { engine, appId } = inApp(call);
  const settings = await transact(engine, appId, (tx) => readSettings(tx));
  const { text, surface, channelType = null, userId = "", rule } = input;
  const set: RuleSet = rule
    ? { rules: [compileRule({ ...rule, id: "tried" })], settings }
    : ((await rules.of(appId)) ?? { rules: [], settings });
  const judged = { appId, userId, surface, channelType, text, note: false, key: null };
  const { action, hits, failures } = await judge(set, judged, judges);
  const failed = failures.length > 0;
  const isClosed = failed && settings.failureMode === "closed";
  return {
    action: isClosed ? "block" : failed && action === "allow" ? "flag" : action,
    failed,
    hits: [...hits],
    normalized: normalizeText(text),
  };
}
