import type { Channel } from "@natter/contract";
import { UsageError } from "../cli-error.ts";
import type { Command } from "../command.ts";
import type { Given, OptionSpec, Outcome } from "../command-spec.ts";
import { defineCommand } from "../define-command.ts";
import { formatFields, formatTable, formatTime } from "../format-table.ts";
import { moreNotice, pageOptions, readPages } from "../read-pages.ts";

const key = "server";
const asUser: Readonly<Record<string, OptionSpec>> = {
  as: { value: "USER", help: "the user to act for, with that user's rights (with demo data: ada)" },
};

/** `natter channels …`: channels as one of their users sees and changes them. */
export const channelsCommands: readonly Command[] = [
  defineCommand({
    words: ["channels", "list"],
    summary: "list a user's channels, newest message first",
    options: { ...asUser, ...pageOptions },
    key,
    async run({ api, given, connection }) {
      const actAs = actingUser(given, connection.isDemo);
      const { items, more } = await readPages(given, (query) =>
        api.call("channels.list", { query }, { actAs }),
      );
      const rows = items.map((channel) => [
        ...[channel.cid, channel.title, channel.kind, channel.memberCount],
        ...[channel.unread.count, formatTime(channel.lastMessage?.createdAt)],
      ]);
      const columns = ["CHANNEL", "TITLE", "KIND", "MEMBERS", "UNREAD", "LAST MESSAGE"];
      const text = formatTable(columns, rows, `${actAs} is in no channel.`);
      return { json: items, text, ...moreNotice(more) };
    },
  }),
  defineCommand({
    words: ["channels", "create"],
    summary: "create a group channel",
    details: "Without --as nobody owns it; --type and --id choose its address.",
    positionals: ["NAME"],
    options: {
      as: { value: "USER", help: "the user who is to own it" },
      type: {
        value: "TYPE",
        help: "messaging (as usual), livestream, commerce or a type of your own",
      },
      id: { value: "ID", help: "the part of the address after the colon" },
      member: { value: "USER", help: "a user to bring in", multiple: true },
    },
    key,
    async run({ api, given }) {
      const [actAs, type, id] = [given.option("as"), given.option("type"), given.option("id")];
      const body = {
        name: given.word("NAME"),
        members: [...given.options("member")],
        ...(type === undefined ? {} : { type }),
        ...(id === undefined ? {} : { id }),
      };
      const as = actAs === undefined ? {} : { actAs };
      const { channel } = await api.call("channels.create", { body }, { ...as, attempts: 1 });
      return shown(channel);
    },
  }),
  defineCommand({
    words: ["channels", "show"],
    summary: "show a channel",
    positionals: ["CHANNEL"],
    options: asUser,
    key,
    async run({ api, given, connection }) {
      const actAs = actingUser(given, connection.isDemo);
      const params = { cid: given.word("CHANNEL") };
      return shown((await api.call("channels.get", { params }, { actAs })).channel);
    },
  }),
  defineCommand({
    words: ["channels", "members"],
    summary: "list a channel's members",
    positionals: ["CHANNEL"],
    options: { ...asUser, ...pageOptions },
    key,
    async run({ api, given, connection }) {
      const actAs = actingUser(given, connection.isDemo);
      const params = { cid: given.word("CHANNEL") };
      const { items, more } = await readPages(given, (query) =>
        api.call("members.list", { params, query }, { actAs }),
      );
      const rows = items.map(({ user, role, joinedAt }) => [
        ...[user.id, user.name, role, formatTime(joinedAt)],
      ]);
      const text = formatTable(["USER", "NAME", "ROLE", "JOINED"], rows, "Nobody is in it.");
      return { json: items, text, ...moreNotice(more) };
    },
  }),
  defineCommand({
    words: ["channels", "add"],
    summary: "add people to a channel",
    positionals: ["CHANNEL", "USER..."],
    options: asUser,
    key,
    async run({ api, given, connection }) {
      const actAs = actingUser(given, connection.isDemo);
      const input = {
        params: { cid: given.word("CHANNEL") },
        body: { userIds: [...given.words("USER")] },
      };
      const { members } = await api.call("members.add", input, { actAs });
      const names = members.map(({ user }) => user.id).join(", ");
      return { json: members, text: `In the channel: ${names}` };
    },
  }),
  defineCommand({
    words: ["channels", "remove"],
    summary: "take somebody out of a channel",
    positionals: ["CHANNEL", "USER"],
    options: asUser,
    key,
    confirm: (given) => `Take ${given.word("USER")} out of ${given.word("CHANNEL")}?`,
    async run({ api, given, connection }) {
      const actAs = actingUser(given, connection.isDemo);
      const params = { cid: given.word("CHANNEL"), userId: given.word("USER") };
      await api.call("members.remove", { params }, { actAs });
      return { json: params, text: `${params.userId} is out of ${params.cid}.` };
    },
  }),
  freezing("freeze", true),
  freezing("unfreeze", false),
  defineCommand({
    words: ["channels", "delete"],
    summary: "delete a channel with everything in it",
    positionals: ["CHANNEL"],
    options: asUser,
    key,
    confirm: (given) => `All messages of ${given.word("CHANNEL")} go for ever. Delete it?`,
    async run({ api, given, connection }) {
      const actAs = actingUser(given, connection.isDemo);
      const params = { cid: given.word("CHANNEL") };
      await api.call("channels.delete", { params }, { actAs });
      return { json: { deleted: params.cid }, text: `${params.cid} is deleted.` };
    },
  }),
];

function freezing(word: "freeze" | "unfreeze", frozen: boolean): Command {
  return defineCommand({
    words: ["channels", word],
    summary: frozen
      ? "let nobody write but those who may change the channel"
      : "let everybody write again",
    positionals: ["CHANNEL"],
    options: asUser,
    key,
    async run({ api, given, connection }) {
      const actAs = actingUser(given, connection.isDemo);
      const input = { params: { cid: given.word("CHANNEL") }, body: { frozen } };
      return shown((await api.call("channels.update", input, { actAs })).channel);
    },
  });
}

function actingUser(given: Given, isDemo: boolean): string {
  const user = given.option("as") ?? (isDemo ? "ada" : undefined);
  if (user !== undefined) return user;
  throw new UsageError("say for which user to act: --as USER");
}

function shown(channel: Channel): Outcome {
  const text = formatFields([
    ["Channel", channel.cid],
    ["Title", channel.title],
    ["Kind", channel.kind],
    ["Members", channel.memberCount],
    ["Frozen", channel.frozen ? "yes" : "no"],
    ["Slow mode", channel.slowModeSeconds === 0 ? "off" : `${channel.slowModeSeconds} s`],
    ["Messages", channel.messageSeq],
    ["Created", formatTime(channel.createdAt)],
  ]);
  return { json: channel, text };
}
