import type { Command } from "../command.ts";
import type { Given } from "../command-spec.ts";
import { defineCommand } from "../define-command.ts";
import { formatTable, formatTime, oneLine } from "../format-table.ts";
import { moreNotice, pageOptions, readPages } from "../read-pages.ts";

const key = "server";
const inChannel = {
  channel: { value: "CHANNEL", help: "in this channel; everywhere when not said" },
};

/** `natter moderation …`: bans, and the log of what was decided. */
export const moderationCommands: readonly Command[] = [
  defineCommand({
    words: ["moderation", "bans"],
    summary: "list who is banned",
    options: { ...inChannel, ...pageOptions },
    key,
    async run({ api, given }) {
      const cid = given.option("channel");
      const { items, more } = await readPages(given, (query) =>
        cid === undefined
          ? api.call("bans.list", { query })
          : api.call("bans.listInChannel", { params: { cid }, query }),
      );
      const rows = items.map((ban) => [
        ...[ban.user.id, ban.cid ?? "everywhere", ban.shadow ? "shadow" : "hard"],
        ...[formatTime(ban.expiresAt), ban.by.id, ban.reason],
      ]);
      const columns = ["USER", "WHERE", "KIND", "ENDS", "BY", "REASON"];
      const text = formatTable(columns, rows, "Nobody is banned.");
      return { json: items, text, ...moreNotice(more) };
    },
  }),
  defineCommand({
    words: ["moderation", "ban"],
    summary: "ban a user from a channel or everywhere",
    positionals: ["USER"],
    options: {
      ...inChannel,
      shadow: { help: "they write on, nobody sees it, and they are not told" },
      reason: { value: "TEXT", help: "why; they are told of it" },
      seconds: { value: "N", help: "until it ends by itself; for ever when not said" },
    },
    key,
    confirm: (given) => `Ban ${given.word("USER")} ${whereOf(given)}?`,
    async run({ api, given }) {
      const [userId, cid] = [given.word("USER"), given.option("channel")];
      const body = {
        shadow: given.has("shadow"),
        reason: given.option("reason") ?? "",
        ...(given.has("seconds")
          ? { expiresInSeconds: given.number("seconds", { usual: 1, least: 1, most: 157_766_400 }) }
          : {}),
      };
      const { ban } =
        cid === undefined
          ? await api.call("bans.set", { params: { userId }, body })
          : await api.call("bans.setInChannel", { params: { cid, userId }, body });
      const until = ban.expiresAt === null ? "" : ` until ${formatTime(ban.expiresAt)}`;
      return { json: ban, text: `${userId} is banned ${whereOf(given)}${until}.` };
    },
  }),
  defineCommand({
    words: ["moderation", "unban"],
    summary: "end a ban",
    positionals: ["USER"],
    options: inChannel,
    key,
    async run({ api, given }) {
      const [userId, cid] = [given.word("USER"), given.option("channel")];
      if (cid === undefined) await api.call("bans.remove", { params: { userId } });
      else await api.call("bans.removeInChannel", { params: { cid, userId } });
      return {
        json: { userId, cid: cid ?? null },
        text: `${userId} is no longer banned ${whereOf(given)}.`,
      };
    },
  }),
  defineCommand({
    words: ["moderation", "audit"],
    summary: "list who decided what, newest first",
    options: pageOptions,
    key,
    async run({ api, given }) {
      const { items, more } = await readPages(given, (query) =>
        api.call("moderation.audit", { query }),
      );
      const rows = items.map((entry) => [
        ...[formatTime(entry.at), `${entry.actor.type} ${entry.actor.id}`, entry.action],
        ...[`${entry.subject.type} ${entry.subject.id}`, oneLine(entry.reason)],
      ]);
      const columns = ["WHEN", "WHO", "DID", "TO", "WHY"];
      const text = formatTable(columns, rows, "Nothing was decided yet.");
      return { json: items, text, ...moreNotice(more) };
    },
  }),
];

function whereOf(given: Given): string {
  const cid = given.option("channel");
  return cid === undefined ? "everywhere" : `in ${cid}`;
}
