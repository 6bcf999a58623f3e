import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { parseMarkdown, plainText } from "@natter/contract/markdown";
import { afterAll, beforeAll, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
let server: TestServer;
let cid: string;
let used = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "cy", "dee");
  const members = ["ada", "bob", "cy"];
  cid = (await server.must("ada", "channels.create", { body: { members } })).channel.cid;
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

function run(by: string, text: string, clientId = `command-number-${(used += 1)}`) {
  return server.call(by, "commands.run", { params: { cid }, body: { clientId, text } });
}

async function history(): Promise<string[]> {
  const { items } = await server.must("ada", "messages.list", { params: { cid } });
  return items.map((message) => message.text);
}

test("[C8] /shrug and /me write a message, once however often they are repeated", async () => {
  const first = await run("bob", "/shrug oh well", "shrugged-once");
  const again = await run("bob", "/shrug oh well", "shrugged-once");
  expect(again.body.message?.id).toBe(first.body.message?.id);
  expect(first.body.reply).toBeNull();
  expect(plainText(parseMarkdown(first.body.message?.text ?? ""))).toBe("oh well ¯\\_(ツ)_/¯");
  const { body } = await run("bob", "/me waves");
  expect(parseMarkdown(body.message?.text ?? "")).toMatchObject([
    { children: [{ type: "italic", children: [{ text: "waves" }] }] },
  ]);
  expect((await run("bob", "/me")).error).toMatchObject({
    code: "command.invalid",
    details: { usage: "text" },
  });
});

test("[C8] /poll asks for a vote", async () => {
  const { body } = await run("bob", "/poll Where? | here | there");
  expect(body.message).toMatchObject({
    kind: "poll",
    sender: { id: "bob" },
    poll: { question: "Where?", options: [{ text: "here" }, { text: "there" }] },
  });
  expect((await run("bob", "/poll Where?")).error?.code).toBe("command.invalid");
});

test("[C8] an unknown command is refused and writes nothing; two slashes write it", async () => {
  const before = await history();
  expect((await run("bob", "/shrugg it")).error).toMatchObject({
    code: "command.unknown",
    details: { name: "shrugg" },
  });
  expect((await run("bob", "//shrug")).error?.code).toBe("command.invalid");
  expect((await run("bob", "/giphy cats")).error?.code).toBe("command.not_configured");
  expect(await history()).toEqual(before);
});

test("[C8] a command may do what its caller may, and no more", async () => {
  const names = async (by: string) =>
    (await server.must(by, "commands.list", { params: { cid } })).items.map(({ name }) => name);
  expect(await names("ada")).toEqual([
    ...["ban", "giphy", "help", "invite", "me", "mute", "poll", "shrug", "unban", "unmute"],
  ]);
  expect(await names("bob")).toEqual(["giphy", "help", "me", "mute", "poll", "shrug", "unmute"]);
  for (const text of ["/ban @cy", "/invite @dee"]) {
    expect((await run("bob", text)).error?.code).toBe("command.unknown");
  }
  expect((await run("dee", "/shrug")).error?.code).toBe("channel.not_found");
});

test("[C8] /invite, /ban and /unban answer the caller alone, on the own line, and leave no message", async () => {
  const before = await history();
  server.recorded.length = 0;
  const invited = await run("ada", "/invite @dee");
  expect(invited.body).toMatchObject({ message: null, reply: { text: "dee is a member now." } });
  expect((await run("ada", "/ban <@dee> 10m spam")).status).toBe(200);
  const { items } = await server.must("ada", "bans.listInChannel", { params: { cid } });
  expect(items).toMatchObject([{ user: { id: "dee" }, reason: "spam" }]);
  expect(items[0]?.expiresAt).not.toBeNull();
  expect((await run("ada", "/unban @dee")).status).toBe(200);
  const replies = server.recorded.filter(
    (one) => one.kind === "signal" && JSON.stringify(one.event).includes("command.reply"),
  );
  expect(replies).toHaveLength(3);
  for (const one of replies) expect(one).toMatchObject({ stream: `user:${server.appId}.ada` });
  expect(await history()).toEqual(before);
  expect((await run("ada", "/ban nobody")).error?.code).toBe("command.invalid");
  expect((await run("ada", "/ban @nobody-known")).error?.code).toBe("user.not_found");
});

test("[C8] /mute with a person mutes that person for its caller", async () => {
  const muted = async () =>
    (await server.must("bob", "me.listMuted", { query: {} })).items.map(({ user }) => user.id);
  await run("bob", "/mute @ada");
  expect(await muted()).toEqual(["ada"]);
  await run("bob", "/unmute @ada");
  expect(await muted()).toEqual([]);
});

test("[C8] /mute mutes the channel for its caller, for a time", async () => {
  await run("bob", "/mute 2h");
  const settings = async () =>
    (await server.must("bob", "channels.get", { params: { cid } })).channel.settings;
  expect(await settings()).toMatchObject({ muted: true, mutedUntil: expect.any(String) });
  await run("bob", "/unmute");
  expect(await settings()).toMatchObject({ muted: false });
});

test("[C8] /help lists what the caller may use; a channel's type says which commands there are", async () => {
  const { body } = await run("bob", "/help");
  expect(body.reply?.text).toContain("/me text");
  expect(body.reply?.text).not.toContain("/ban");
  await server.must(null, "channelTypes.create", {
    body: { name: "quiet", config: { commands: ["shrug"] } },
  });
  const { channel } = await server.must("ada", "channels.create", { body: { type: "quiet" } });
  const { items } = await server.must("ada", "commands.list", { params: { cid: channel.cid } });
  expect(items.map(({ name }) => name)).toEqual(["shrug"]);
});
