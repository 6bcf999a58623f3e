import type { AppId, ModerationRule, RuleChange, RuleInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { actorOf, writeAudit } from "../audit/public.ts";
import { compileRule } from "./compile-rules.ts";
import {
  deleteRule,
  lockRule,
  mostRules,
  pageOfRules,
  saveRule,
  type RuleRow,
} from "./rule-rows.ts";

type Forget = { forget(appId: AppId): Promise<void> };

/** The app's rules by age. */
export function listRules(
  call: Call,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: ModerationRule[]; next: string | null; previous: null }> {
  const { engine, appId } = inApp(call);
  return transact(engine, appId, async (tx) => {
    const [after = null] = cursor === undefined ? [] : decodeCursor(cursor, 1);
    if (after !== null && !isUuid(after))
      throw new ChatError("request.invalid", "That is not a cursor of this list.");
    const rows = await pageOfRules(tx, { after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(ruleView),
      next: last && rows.length > limit ? encodeCursor([last.id]) : null,
      previous: null,
    };
  });
}

/** Adds a rule; it holds in every process when this answers. */
export async function createRule(
  call: Call,
  input: RuleInput,
  cache: Forget,
): Promise<ModerationRule> {
  const { engine, appId } = inApp(call);
  const rule = await transact(engine, appId, async (tx) => {
    if ((await pageOfRules(tx, { after: null, limit: mostRules })).length >= mostRules)
      throw new ChatError("moderation.too_many_rules", `An app has at most ${mostRules} rules.`);
    const row: RuleRow = { ...input, id: tx.engine.newId(), createdAt: tx.now, updatedAt: tx.now };
    compileRule(row);
    await saveRule(tx, row);
    await audit(tx, call, row, "rule-created");
    return ruleView(row);
  });
  await cache.forget(appId);
  return rule;
}

/** Changes what is named of a rule. */
export async function updateRule(
  call: Call,
  { ruleId, ...change }: RuleChange & { ruleId: string },
  cache: Forget,
): Promise<ModerationRule> {
  const { engine, appId } = inApp(call);
  const rule = await transact(engine, appId, async (tx) => {
    const before = await lockRule(tx, ruleId);
    if (!before) throw ruleNotFound();
    const row: RuleRow = { ...before, ...given(change), updatedAt: tx.now };
    compileRule(row);
    await saveRule(tx, row);
    await audit(tx, call, row, "rule-changed");
    return ruleView(row);
  });
  await cache.forget(appId);
  return rule;
}

/** Deletes a rule. What it did stays done. */
export async function removeRule(call: Call, ruleId: string, cache: Forget): Promise<void> {
  const { engine, appId } = inApp(call);
  await transact(engine, appId, async (tx) => {
    const row = await lockRule(tx, ruleId);
    if (!row || !(await deleteRule(tx, ruleId))) throw ruleNotFound();
    await audit(tx, call, row, "rule-deleted");
  });
  await cache.forget(appId);
}

async function audit(
  tx: Tx,
  call: Call,
  { id, name, action, enabled, config }: RuleRow,
  act: "rule-created" | "rule-changed" | "rule-deleted",
): Promise<void> {
  await writeAudit(tx, {
    actor: actorOf(call.actor),
    action: act,
    reason: "",
    subject: { type: "rule", id },
    data: { name, action, enabled, kind: config.kind },
  });
}

type Given<Value> = { [Key in keyof Value]?: Exclude<Value[Key], undefined> };

function given<Value extends object>(change: Value): Given<Value> {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<Value>; // only what is undefined was taken out
}

function ruleView(row: RuleRow): ModerationRule {
  return {
    ...row,
    surfaces: [...row.surfaces],
    channelTypes: [...row.channelTypes],
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function ruleNotFound(): ChatError {
  return new ChatError("moderation.rule_not_found", "There is no such rule.");
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);
}
