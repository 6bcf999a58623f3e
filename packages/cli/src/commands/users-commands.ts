import type { MessagesOfDeleted, User, UserDeletion } from "@natter/contract";
import { setTimeout as pause } from "node:timers/promises";
import { UsageError } from "../cli-error.ts";
import type { Command } from "../command.ts";
import type { Given, Outcome } from "../command-spec.ts";
import { defineCommand } from "../define-command.ts";
import { formatFields, formatTable, formatTime } from "../format-table.ts";
import { moreNotice, pageOptions, readPages } from "../read-pages.ts";

const key = "server";
const profile = {
  name: { value: "NAME", help: "the name that others see" },
  image: { value: "URL", help: 'the picture; "" for none' },
  custom: { value: "JSON", help: "the app's own data, an object" },
};

/** `natter users …`: people of the app. */
export const usersCommands: readonly Command[] = [
  defineCommand({
    words: ["users", "list"],
    summary: "list users, or find them by the beginning of their name or id",
    options: { q: { value: "TEXT", help: "how the name or id begins" }, ...pageOptions },
    key,
    async run({ api, given }) {
      const q = given.option("q");
      const { items, more } = await readPages(given, (query) =>
        api.call("users.list", { query: { ...query, ...(q === undefined ? {} : { q }) } }),
      );
      const rows = items.map((user) => [
        ...[user.id, user.name, standing(user)],
        ...[formatTime(user.createdAt), formatTime(user.updatedAt)],
      ]);
      const columns = ["USER", "NAME", "STANDING", "CREATED", "CHANGED"];
      const text = formatTable(columns, rows, "There are no such users.");
      return { json: items, text, ...moreNotice(more) };
    },
  }),
  defineCommand({
    words: ["users", "create"],
    summary: "register a user, or change one who is there",
    positionals: ["USER"],
    options: profile,
    key,
    async run({ api, given }) {
      const input = { params: { userId: given.word("USER") }, body: profileOf(given) };
      return shown((await api.call("users.upsert", input)).user);
    },
  }),
  defineCommand({
    words: ["users", "show"],
    summary: "show a user",
    positionals: ["USER"],
    key,
    run: async ({ api, given }) =>
      shown((await api.call("users.get", { params: { userId: given.word("USER") } })).user),
  }),
  defineCommand({
    words: ["users", "update"],
    summary: "change a user; what is not named stays",
    positionals: ["USER"],
    options: profile,
    key,
    async run({ api, given }) {
      const body = profileOf(given);
      if (Object.keys(body).length === 0) throw new UsageError("say what to change: --name, …");
      const input = { params: { userId: given.word("USER") }, body };
      return shown((await api.call("users.update", input)).user);
    },
  }),
  defineCommand({
    words: ["users", "deactivate"],
    summary: "shut users out at once, on every device",
    positionals: ["USER..."],
    key,
    confirm: (given) => `${given.words("USER").join(", ")}: shut out on every device?`,
    async run({ api, given }) {
      const body = { userIds: [...given.words("USER")] };
      const { users } = await api.call("users.deactivateMany", { body });
      const text = users.map((user) => `${user.id} is deactivated.`).join("\n");
      return { json: users, text };
    },
  }),
  defineCommand({
    words: ["users", "reactivate"],
    summary: "let a deactivated user in again",
    positionals: ["USER"],
    key,
    run: async ({ api, given }) =>
      shown((await api.call("users.reactivate", { params: { userId: given.word("USER") } })).user),
  }),
  defineCommand({
    words: ["users", "delete"],
    summary: "delete users for good",
    details:
      "They are gone at once: tokens, sessions, connections. Memberships, reactions and read marks\n" +
      'follow. Their messages are kept under the name "Deleted user", or erased.',
    positionals: ["USER..."],
    options: {
      messages: { value: "WHAT", help: "keep or erase" },
      wait: { help: "until everything is gone" },
    },
    key,
    confirm: (given) => `${given.words("USER").join(", ")}: delete for good?`,
    async run({ api, given }) {
      const messages = given.option("messages");
      if (messages !== "keep" && messages !== "erase")
        throw new UsageError("say what becomes of their messages: --messages keep or erase");
      const body: { userIds: string[]; messages: MessagesOfDeleted } = {
        userIds: [...given.words("USER")],
        messages,
      };
      const { deletions } = await api.call("users.deleteMany", { body });
      const done: UserDeletion[] = [];
      for (const one of deletions) {
        let deletion = one;
        while (given.has("wait") && deletion.doneAt === null) {
          await pause(200);
          const params = { userId: deletion.userId };
          deletion = (await api.call("users.deletion", { params })).deletion;
        }
        done.push(deletion);
      }
      const text = done
        .map(({ userId, doneAt }) =>
          doneAt === null ? `${userId} is deleted; the rest follows.` : `${userId} is deleted.`,
        )
        .join("\n");
      return { json: done, text };
    },
  }),
];

function profileOf(given: Given) {
  const [name, image, custom] = [
    given.option("name"),
    given.option("image"),
    given.option("custom"),
  ];
  return {
    ...(name === undefined ? {} : { name }),
    ...(image === undefined ? {} : { image: image === "" ? null : image }),
    ...(custom === undefined ? {} : { custom: parseCustom(custom) }),
  };
}

function parseCustom(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>; // a JSON object has string keys
  } catch {
    // Refused below like any other text that is no object.
  }
  throw new UsageError(`--custom is a JSON object, such as '{"team":"blue"}'`);
}

function standing(user: User): string {
  if (user.deletedAt !== undefined) return "deleted";
  return user.deactivatedAt === undefined ? "active" : "deactivated";
}

function shown(user: User): Outcome {
  const text = formatFields([
    ["User", user.id],
    ["Name", user.name],
    ["Image", user.image],
    ["Standing", standing(user)],
    ["Created", formatTime(user.createdAt)],
    ["Changed", formatTime(user.updatedAt)],
    ["Custom", JSON.stringify(user.custom)],
  ]);
  return { json: user, text };
}
