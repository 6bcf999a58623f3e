import { DecisionAction, ItemStatus, ReportReason, type RouteAnswer } from "@natter/contract";
import { UsageError } from "../cli-error.ts";
import type { Command } from "../command.ts";
import type { Given, Outcome } from "../command-spec.ts";
import { defineCommand } from "../define-command.ts";
import { formatFields, formatTable, formatTime } from "../format-table.ts";
import { moreNotice, pageOptions, readPages } from "../read-pages.ts";

const key = "server";

/** `natter moderation queue, reports, resolve, undo`: what was reported or noticed, and what is decided of it. */
export const moderationQueueCommands: readonly Command[] = [
  defineCommand({
    words: ["moderation", "queue"],
    summary: "list what waits for a decision",
    options: {
      status: { value: "STATUS", help: `${ItemStatus.options.join(", ")}; open when not said` },
      user: { value: "USER", help: "only what this user did" },
      channel: { value: "CHANNEL", help: "only what happened there" },
      ...pageOptions,
    },
    key,
    async run({ api, given }) {
      const [userId, cid] = [given.option("user"), given.option("channel")];
      const filter = {
        status: oneOf(ItemStatus.options, "status", given.option("status") ?? "open"),
        ...(userId === undefined ? {} : { userId }),
        ...(cid === undefined ? {} : { cid }),
      };
      const { items, more } = await readPages(given, (query) =>
        api.call("reports.listItems", { query: { ...filter, ...query } }),
      );
      const rows = items.map((item) => [
        ...[item.id, item.source, `${item.subject.type} ${item.subject.id}`, item.userId],
        ...[item.reportCount, formatTime(item.createdAt), item.excerpt.slice(0, 60)],
      ]);
      const columns = ["ITEM", "SOURCE", "WHAT", "BY", "REPORTS", "SINCE", "SAID"];
      const text = formatTable(columns, rows, "Nothing waits for a decision.");
      return { json: items, text, ...moreNotice(more) };
    },
  }),
  defineCommand({
    words: ["moderation", "reports"],
    summary: "show one thing of the queue, with its reports and decisions",
    positionals: ["ITEM"],
    key,
    run: async ({ api, given }) =>
      shown(await api.call("reports.getItem", { params: { itemId: given.word("ITEM") } })),
  }),
  defineCommand({
    words: ["moderation", "resolve"],
    summary: "decide about one thing of the queue",
    positionals: ["ITEM"],
    options: {
      action: { value: "ACTION", help: DecisionAction.options.join(", ") },
      reason: { value: "REASON", help: ReportReason.options.join(", ") },
      note: { value: "TEXT", help: "for the author, and for the log" },
      everywhere: { help: "a ban of the whole app, not of the channel alone" },
      seconds: { value: "N", help: "until a ban ends by itself; for ever when not said" },
    },
    key,
    confirm: (given) => `${given.option("action") ?? "Decide"} ${given.word("ITEM")}?`,
    async run({ api, given }) {
      const body = {
        action: oneOf(DecisionAction.options, "action", given.option("action")),
        reason: oneOf(ReportReason.options, "reason", given.option("reason")),
        note: given.option("note") ?? "",
        scope: given.has("everywhere") ? ("app" as const) : ("channel" as const),
        ...secondsOf(given),
      };
      const input = { params: { itemId: given.word("ITEM") }, body };
      const { decision } = await api.call("reports.decide", input, { attempts: 1 });
      const text = `Decided: ${decision.action}. natter moderation undo ${decision.id} takes it back.`;
      return { json: decision, text };
    },
  }),
  defineCommand({
    words: ["moderation", "undo"],
    summary: "take a decision back",
    positionals: ["DECISION"],
    key,
    async run({ api, given }) {
      const params = { decisionId: given.word("DECISION") };
      const undone = await api.call("reports.undo", { params });
      return { json: undone, text: "The decision is taken back." };
    },
  }),
];

function oneOf<Value extends string>(
  values: readonly Value[],
  name: string,
  given: string | undefined,
): Value {
  const value = values.find((one) => one === given);
  if (value !== undefined) return value;
  throw new UsageError(`--${name} is one of ${values.join(", ")}`);
}

function secondsOf(given: Given): { expiresInSeconds?: number } {
  if (!given.has("seconds")) return {};
  const range = { usual: 1, least: 1, most: 157_766_400 };
  return { expiresInSeconds: given.number("seconds", range) };
}

function shown(detail: RouteAnswer<"reports.getItem">): Outcome {
  const { item, reports, decisions } = detail;
  const about = formatFields([
    ["Item", item.id],
    ["What", `${item.subject.type} ${item.subject.id}`],
    ["By", item.userId],
    ["Channel", item.cid],
    ["Status", item.status],
    ["Source", item.source],
    ["Said", item.excerpt],
  ]);
  const reported = formatTable(
    ["WHEN", "BY", "REASON", "TEXT"],
    reports.map((one) => [formatTime(one.createdAt), one.reporterId, one.reason, one.text]),
    "Nobody reported it.",
  );
  const decided = formatTable(
    ["DECISION", "WHEN", "BY", "ACTION", "REASON", "TAKEN BACK"],
    decisions.map((one) => [
      ...[one.id, formatTime(one.createdAt), one.by.id, one.action, one.reason],
      formatTime(one.undoneAt),
    ]),
    "Nothing is decided.",
  );
  return { json: detail, text: [about, reported, decided].join("\n\n") };
}
