import type { RuleHit, Surface } from "@natter/contract";
import { ModelFailed, type LanguageModel } from "../../adapters/language-model/port.ts";
import { isFor, type CompiledRule, type RuleSet } from "./compile-rules.ts";
import { askForVerdict } from "./model-verdict.ts";
import { readingsOf, tokensOf, type Reading } from "./normalize-text.ts";
import { countLinks, type Counted } from "./spam-counter.ts";

/** What is judged, and whose it is. */
export type Judged = {
  readonly appId: string;
  readonly userId: string;
  readonly surface: Surface;
  readonly channelType: string | null;
  readonly text: string;
  /** False: nothing is counted. */
  readonly note: boolean;
  /** What makes a repetition of the same writing known as one; null for none. */
  readonly key: string | null;
};

export type Judgement = {
  readonly action: "allow" | "flag" | "block" | "shadow";
  readonly hits: readonly RuleHit[];
  /** Why rules could not be asked; empty where all were. */
  readonly failures: readonly string[];
};

/** What judging needs besides the rules. */
export type Judges = {
  readonly model: LanguageModel | null;
  readonly countSpam: (counted: Counted) => string | null | Promise<string | null>;
  readonly mayAskModel: (asked: { appId: string; perDay: number }) => boolean | Promise<boolean>;
  /** A text that nobody can guess. */
  readonly newCheck: () => string;
};

const strongestFirst = ["block", "shadow", "flag"] as const;

/**
 * Asks the rules that are for a text: words and patterns first, then what is counted, the language model last and only where
 * nothing has blocked the text already. Of several that match the strongest action holds.
 */
export async function judge(
  { rules, settings }: RuleSet,
  judged: Judged,
  judges: Judges,
): Promise<Judgement> {
  const wanted = rules.filter((rule) => isFor(rule, judged.surface, judged.channelType));
  const hits = findInText(wanted, judged.text);
  const failures: string[] = [];
  for (const rule of wanted) {
    if (rule.kind === "spam") {
      const detail = await judges.countSpam(countedOf(rule, judged));
      if (detail !== null) hits.push(hitOf(rule, detail));
    }
  }
  if (!hits.some((hit) => hit.action === "block")) {
    for (const rule of wanted) {
      if (rule.kind !== "model") continue;
      const asked = await askModel(rule, judged, { judges, perDay: settings.modelCallsPerDay });
      if (asked.failure !== undefined) failures.push(asked.failure);
      else if (asked.detail !== null) hits.push(hitOf(rule, asked.detail));
    }
  }
  const action = strongestFirst.find((name) => hits.some((hit) => hit.action === name)) ?? "allow";
  return { action, hits, failures };
}

function findInText(rules: readonly CompiledRule[], text: string): RuleHit[] {
  let readings: readonly Reading[] | undefined;
  return rules.flatMap((rule) => {
    if (rule.kind !== "words" && rule.kind !== "patterns") return [];
    readings ??= readingsOf(text);
    const found =
      rule.kind === "words"
        ? firstFound(readings, rule.find)
        : (rule.find(text) ?? firstFound(readings, ({ words }) => rule.find(words.join(" "))));
    return found === null ? [] : [hitOf(rule, found)];
  });
}

function firstFound(
  readings: readonly Reading[],
  find: (reading: Reading) => string | null,
): string | null {
  for (const reading of readings) {
    const found = find(reading);
    if (found !== null) return found;
  }
  return null;
}

function countedOf(
  rule: Extract<CompiledRule, { kind: "spam" }>,
  { appId, userId, text, note, key: id }: Judged,
): Counted {
  const key = `${appId} ${rule.id} ${userId}`;
  const inShort = tokensOf(text).join(" ").slice(0, 500);
  return {
    key,
    config: rule.config,
    text: inShort || text.slice(0, 500),
    links: countLinks(text),
    note,
    id,
  };
}

type Asked = { detail: string | null; failure?: undefined } | { failure: string };

async function askModel(
  rule: Extract<CompiledRule, { kind: "model" }>,
  { appId, text }: Judged,
  { judges, perDay }: { judges: Judges; perDay: number },
): Promise<Asked> {
  const { model, mayAskModel, newCheck } = judges;
  if (!model) return { failure: "no language model is set up" };
  if (!(await mayAskModel({ appId, perDay }))) return { failure: "no calls are left for today" };
  try {
    const { instruction } = rule;
    const verdict = await askForVerdict(model, { instruction, text, check: newCheck() });
    const isHit = verdict.violates && verdict.confidence >= rule.confidence;
    return { detail: isHit ? `${verdict.category} (${verdict.confidence})` : null };
  } catch (error) {
    if (error instanceof ModelFailed) return { failure: error.message };
    throw error;
  }
}

function hitOf({ id, name, kind, action }: CompiledRule, detail: string): RuleHit {
  return { ruleId: id, name, kind, action, detail: detail.slice(0, 200) };
}
