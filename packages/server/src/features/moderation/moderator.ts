import { ChatError } from "@natter/contract/chat-error";
import type { AppId, RuleHit } from "@natter/contract";
import type { LanguageModel } from "../../adapters/language-model/port.ts";
import type { Processes } from "../../adapters/processes/port.ts";
import { inApp, type Call } from "../../core/call.ts";
import type { Engine } from "../../core/engine.ts";
import type { Screen, Screened, ScreenedSubject, Writing } from "../../core/screening.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { writeAudit } from "../audit/public.ts";
import { noteItem } from "../moderation-queue/public.ts";
import { judge, type Judged, type Judgement, type Judges } from "./judge.ts";
import { createModelBudget } from "./model-budget.ts";
import type { RuleCache } from "./rule-cache.ts";
import { createSpamCounter } from "./spam-counter.ts";

type JudgesParts = {
  readonly engine: () => Engine;
  readonly processes: Pick<Processes, "inPrimary">;
  readonly model: LanguageModel | null;
};

/** Everything that judges, put together: counts are kept in the primary, so that they hold over all processes. */
export function createJudges({ engine, processes, model }: JudgesParts): Judges {
  const now = () => engine().now();
  return {
    model,
    countSpam: processes.inPrimary("moderation.countSpam", createSpamCounter(now)),
    mayAskModel: processes.inPrimary("moderation.mayAskModel", createModelBudget(now)),
    newCheck: () => engine().newId(),
  };
}

/** What can be seen by its author alone; anything else that is to be is refused. */
const shadowable: readonly Writing["surface"][] = ["message", "edit"];

const nothing: Screened = { shadow: false, concerns: () => Promise.resolve() };

/** Makes what looks over everything that people write. An app without rules costs nothing. */
export function createScreen(rules: RuleCache, judges: Judges): Screen {
  return (call, writing) => {
    // What a customer's server does for itself is its own affair.
    if (call.appId === null || call.actor.type !== "user" || writing.text === "") return nothing;
    const known = rules.of(call.appId);
    if (known === null) return nothing;
    return screen(call, writing, { rules, judges });
  };
}

async function screen(
  call: Call,
  writing: Writing,
  { rules, judges }: { rules: RuleCache; judges: Judges },
): Promise<Screened> {
  const { appId } = inApp(call);
  const set = await rules.of(appId);
  if (!set || call.actor.type !== "user") return nothing;
  const { userId } = call.actor;
  const cid = typeof writing.cid === "function" ? await writing.cid() : (writing.cid ?? null);
  const judged: Judged = {
    appId,
    userId,
    surface: writing.surface,
    channelType: cid?.split(":")[0] ?? null,
    text: writing.text,
    note: true,
    key: writing.key ?? null,
  };
  const judgement = await judge(set, judged, judges);
  const finding: Finding = { appId, userId, cid, writing, judgement };
  const isMessage = shadowable.includes(writing.surface);
  if (judgement.action === "block" || (judgement.action === "shadow" && !isMessage)) {
    await noteRefusal(call, finding);
    throw blocked();
  }
  if (judgement.failures.length > 0 && set.settings.failureMode === "closed") {
    call.log.warn({ appId, failures: judgement.failures }, "moderation rules could not be asked");
    throw new ChatError(
      "moderation.unavailable",
      "What you wrote cannot be looked over at the moment. Try again later.",
    );
  }
  if (judgement.action === "allow" && judgement.failures.length === 0) return nothing;
  return {
    shadow: judgement.action === "shadow",
    concerns: (subject) => noteForPeople(call, finding, subject),
  };
}

type Finding = {
  readonly appId: AppId;
  readonly userId: string;
  readonly cid: string | null;
  readonly writing: Writing;
  readonly judgement: Judgement;
};

/** Which rule it was is for moderators, not for whoever tries how far they can go. */
function blocked(): ChatError {
  return new ChatError(
    "moderation.blocked",
    "This was not accepted: it goes against the rules of this place.",
  );
}

async function noteRefusal(
  call: Call,
  { appId, userId, cid, writing, judgement }: Finding,
): Promise<void> {
  await transact(call.engine, appId, (tx) =>
    writeAudit(tx, {
      ...byRule(judgement.hits),
      action: "block",
      subject: { type: "text", id: writing.surface },
      cid,
      userId,
      data: { excerpt: excerptOf(writing.text), hits: judgement.hits },
    }),
  );
}

/** Asks people to look. What was published stays so, whatever happens here. */
async function noteForPeople(
  call: Call,
  finding: Finding,
  subject: ScreenedSubject,
): Promise<void> {
  try {
    await transact(call.engine, finding.appId, (tx) => noteFinding(tx, finding, subject));
  } catch (error) {
    call.log.error({ err: error, subject: subject.id }, "noting a moderation finding failed");
  }
}

async function noteFinding(tx: Tx, finding: Finding, subject: ScreenedSubject): Promise<void> {
  const { userId, writing, judgement } = finding;
  const { action, hits, failures } = judgement;
  const cid = subject.cid ?? finding.cid;
  await noteItem(tx, {
    ...{ subjectType: subject.type, subjectId: subject.id, cid, userId, source: "automation" },
    excerpt: writing.text,
    detail: { surface: writing.surface, hits, failures },
  });
  await writeAudit(tx, {
    ...(hits.length > 0
      ? byRule(hits)
      : { actor: { type: "automation", id: "failure" }, reason: failures[0] ?? "" }),
    action: action === "shadow" ? "shadow" : "flag",
    subject,
    cid,
    userId,
    data: { surface: writing.surface, hits, failures },
  });
}

/** The strongest rule stands for all that matched. */
function byRule(hits: readonly RuleHit[]) {
  const first =
    hits.find((hit) => hit.action === "block") ??
    hits.find((hit) => hit.action === "shadow") ??
    hits[0];
  return {
    actor: { type: "automation" as const, id: first?.ruleId ?? "" },
    reason: first?.name ?? "",
  };
}

function excerptOf(text: string): string {
  return text.slice(0, 300).toWellFormed();
}
