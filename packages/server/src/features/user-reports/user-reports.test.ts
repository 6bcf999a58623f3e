import type { RouteAnswer } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let cid: string;
const clock = { at: Date.parse("2026-04-01T09:00:00Z") };
const db = await testDatabase(import.meta.url);
const owner = new Client({ connectionString: db.url });

beforeAll(async () => {
  await owner.connect();
  server = await startTestServer({ databaseUrl: db.url, now: () => new Date((clock.at += 10)) });
  await server.users("ada", "bob", "cleo", "dan");
  const { channel } = await server.must("ada", "channels.create", {
    body: { name: "Group", members: ["bob", "cleo", "dan"] },
  });
  cid = channel.cid;
  await server.must("ada", "members.update", {
    params: { cid, userId: "bob" },
    body: { role: "moderator" },
  });
});

afterAll(async () => {
  await owner.end();
  await server.stop();
  await db.drop();
});

async function send(as: string, text: string): Promise<string> {
  const body = { clientId: crypto.randomUUID(), text };
  return (await server.must(as, "messages.send", { params: { cid }, body })).message.id;
}

async function reported(as: string, messageId: string, reason = "spam") {
  await server.must(as, "me.report", {
    body: { subject: { type: "message", id: messageId }, reason: reason as "spam", text: "look" },
  });
  const { items } = await server.must("bob", "reports.listItems", {
    query: { cid, status: "open", limit: 100 },
  });
  const item = items.find(({ subject }) => subject.id === messageId);
  if (!item) throw new Error("The report is not in the queue.");
  return item;
}

const decide = (as: string | null, itemId: string, body: object) =>
  server.call(as, "reports.decide", { params: { itemId }, body: body as never });
const textOf = async (messageId: string) =>
  (await server.must("cleo", "messages.get", { params: { messageId } })).message;

test("[I2] a thing that several people report waits once, and a person reports it once", async () => {
  const messageId = await send("dan", "buy this now");
  const subject = { type: "message" as const, id: messageId };
  const report = (as: string) =>
    server.call(as, "me.report", { body: { subject, reason: "spam", text: "look" } });
  const [first, again, other] = [await report("cleo"), await report("cleo"), await report("ada")];
  expect([first.status, again.status, other.status]).toEqual([201, 200, 201]);
  expect(again.body.report.id).toBe(first.body.report.id);
  const item = await reported("ada", messageId);
  expect(item).toMatchObject({ excerpt: "buy this now", userId: "dan", cid, reportCount: 2 });
  const detail = await server.must("bob", "reports.getItem", { params: { itemId: item.id } });
  expect(detail.reports.map(({ reporterId, reason }) => [reporterId, reason])).toEqual([
    ["cleo", "spam"],
    ["ada", "spam"],
  ]);
});

test("[I2] nobody reports what they cannot see, and only moderators see the queue", async () => {
  await server.users("zed");
  const messageId = await send("dan", "hello");
  const subject = { type: "message" as const, id: messageId };
  const unseen = await server.call("zed", "me.report", { body: { subject, reason: "spam" } });
  expect(unseen.error?.code).toBe("message.not_found");
  const item = await reported("cleo", messageId);
  for (const as of ["cleo", "dan"]) {
    const list = await server.call(as, "reports.listItems", { query: { cid } });
    expect(list.error?.code).toBe("channel.forbidden");
    const params = { itemId: item.id };
    expect((await server.call(as, "reports.getItem", { params })).error?.code).toBe(
      "item.not_found",
    );
    const dismissed = await decide(as, item.id, { action: "dismiss", reason: "other" });
    expect(dismissed.error?.code).toBe("item.not_found");
  }
});

test("[I2] an item that somebody claimed is left alone by others until it is released", async () => {
  await server.must("ada", "members.update", {
    params: { cid, userId: "cleo" },
    body: { role: "moderator" },
  });
  const item = await reported("ada", await send("dan", "claim me"));
  const params = { itemId: item.id };
  await server.must("bob", "reports.claim", { params });
  expect((await server.call("cleo", "reports.claim", { params })).error?.code).toBe("item.claimed");
  const decided = await decide("cleo", item.id, { action: "dismiss", reason: "other" });
  expect(decided.error?.code).toBe("item.claimed");
  await server.must("bob", "reports.release", { params });
  expect((await decide("cleo", item.id, { action: "dismiss", reason: "other" })).status).toBe(201);
  const late = await decide("bob", item.id, { action: "warn", reason: "other" });
  expect(late.error?.code).toBe("item.decided");
  await server.must("ada", "members.update", {
    params: { cid, userId: "cleo" },
    body: { role: "member" },
  });
});

test("[I2] a deletion is told to its author, and undoing it brings the message back as it was", async () => {
  const messageId = await send("dan", "take me down");
  const item = await reported("cleo", messageId);
  const { decision } = (
    await decide("bob", item.id, { action: "delete", reason: "spam", note: "No adverts." })
  ).body;
  expect(await textOf(messageId)).toMatchObject({ text: "", deletedAt: expect.any(String) });
  const own = await server.must("dan", "me.decisions", { query: {} });
  expect(own.items[0]).toMatchObject({ action: "delete", note: "No adverts.", appeal: null });
  await server.must("bob", "reports.undo", { params: { decisionId: decision.id } });
  expect(await textOf(messageId)).toMatchObject({ text: "take me down", deletedAt: null });
  const { item: after } = await server.must("bob", "reports.getItem", {
    params: { itemId: item.id },
  });
  expect(after.status).toBe("open");
  const twice = await server.call("bob", "reports.undo", { params: { decisionId: decision.id } });
  expect(twice.error?.code).toBe("decision.undone");
});

test("[I2] banning by decision bans, a shadow decision is never told, and a moderator bans nobody above them", async () => {
  const item = await reported("cleo", await send("dan", "again"));
  const { decision } = (
    await decide("bob", item.id, { action: "ban", reason: "harassment", expiresInSeconds: 600 })
  ).body;
  const body = { clientId: crypto.randomUUID(), text: "no" };
  const refused = await server.call("dan", "messages.send", { params: { cid }, body });
  expect(refused.error?.code).toBe("user.banned");
  await server.must("bob", "reports.undo", { params: { decisionId: decision.id } });
  const silent = await reported("cleo", await send("dan", "and again"));
  const before = (await server.must("dan", "me.decisions", { query: {} })).items.length;
  expect((await decide("bob", silent.id, { action: "shadow", reason: "spam" })).status).toBe(201);
  expect((await server.must("dan", "me.decisions", { query: {} })).items.length).toBe(before);
  await server.must("bob", "bans.removeInChannel", { params: { cid, userId: "dan" } });
  const above = await reported("cleo", await send("ada", "I own this"));
  const upwards = await decide("bob", above.id, { action: "ban", reason: "other" });
  expect(upwards.error?.code).toBe("channel.forbidden");
  const wide = await decide("bob", above.id, { action: "ban", reason: "other", scope: "app" });
  expect(wide.error?.code).toBe("auth.forbidden");
});

test("[I2] whom a decision befell appeals once, and a granted appeal undoes it", async () => {
  const messageId = await send("dan", "it was a joke");
  const item = await reported("cleo", messageId, "hate");
  const { decision } = (await decide(null, item.id, { action: "delete", reason: "hate" })).body;
  const params = { decisionId: decision.id };
  const appeal = (as: string) => server.call(as, "me.appeal", { params, body: { text: "please" } });
  expect((await appeal("cleo")).error?.code).toBe("decision.not_found");
  const made = await appeal("dan");
  expect(made.status).toBe(201);
  expect((await appeal("dan")).error?.code).toBe("appeal.exists");
  const { items } = await server.must(null, "reports.listAppeals", { query: { status: "open" } });
  expect(items.map(({ userId, text }) => [userId, text])).toEqual([["dan", "please"]]);
  await server.must(null, "reports.answerAppeal", {
    params: { appealId: made.body.appeal.id },
    body: { grant: true, answer: "You are right." },
  });
  expect((await textOf(messageId)).text).toBe("it was a joke");
  const again = await server.call(null, "reports.answerAppeal", {
    params: { appealId: made.body.appeal.id },
    body: { grant: false },
  });
  expect(again.error?.code).toBe("appeal.decided");
});

test("[I2] a person reports only so much in an hour", async () => {
  await server.users("eager");
  await server.must("ada", "members.add", { params: { cid }, body: { userIds: ["eager"] } });
  const codes: (string | undefined)[] = [];
  for (let number = 0; number < 31; number += 1) {
    const id = await send("bob", `message ${number}`);
    const subject = { type: "message" as const, id };
    const { error } = await server.call("eager", "me.report", {
      body: { subject, reason: "spam" },
    });
    codes.push(error?.code);
  }
  expect(codes.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => undefined));
  expect(codes[30]).toBe("report.too_many");
});

test("[I2] every act is in the audit log with who did it, and nobody changes or removes a line", async () => {
  const { items } = await server.must(null, "moderation.audit", { query: { limit: 100 } });
  const acts = new Set(items.map(({ action, actor }) => `${action} by ${actor.type}`));
  for (const act of [
    "delete by user",
    "delete by server",
    "undo by user",
    "ban by user",
    "unban by user",
    "shadow-ban by user",
    "dismiss by user",
    "appeal-granted by server",
  ])
    expect([...acts]).toContain(act);
  for (const change of [
    "update audit_log set reason = 'none'",
    "delete from audit_log",
    "truncate audit_log",
  ]) {
    await owner.query("begin");
    await owner.query(
      "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)",
      [server.appId],
    );
    await expect(owner.query(change)).rejects.toThrow(/permission denied/);
    await owner.query("rollback");
  }
});

test("[I3] the transparency report adds up to the audit log, whatever the span and the channel", async () => {
  const entries: { at: string; cid: string | null; actor: { type: string } }[] = [];
  let cursor: string | null = null;
  do {
    const page: RouteAnswer<"moderation.audit"> = await server.must(null, "moderation.audit", {
      query: { limit: 7, ...(cursor === null ? {} : { cursor }) },
    });
    entries.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  expect(entries.length).toBeGreaterThan(10);
  const times = entries.map(({ at }) => at).toSorted();
  const random = (below: number) => Math.floor(Math.abs(Math.sin((seed += 1)) * 1e4) % below);
  let seed = 1;
  for (let round = 0; round < 12; round += 1) {
    const [one, other] = [times[random(times.length)] ?? "", times[random(times.length)] ?? ""];
    const [from = "", to = ""] = [one, other].toSorted();
    const place = round % 2 === 0 ? {} : { cid };
    const report = await server.must(null, "moderation.report", { query: { from, to, ...place } });
    const within = entries.filter(
      (entry) => entry.at >= from && entry.at < to && (round % 2 === 0 || entry.cid === cid),
    );
    const sum = report.actions.reduce((total, { count }) => total + count, 0);
    expect([report.total, sum]).toEqual([within.length, within.length]);
    expect(report.byPeople + report.byAutomation).toBe(within.length);
    expect(report.byAutomation).toBe(
      within.filter(({ actor }) => actor.type === "automation").length,
    );
  }
  const whole = await server.must(null, "moderation.report", { query: {} });
  expect(whole.total).toBe(entries.length);
  expect(whole.appeals).toEqual({ made: 1, granted: 1, refused: 0, open: 0 });
  expect(whole.timeToDecision?.count).toBeGreaterThan(3);
});

test("[I3] as CSV no cell begins a formula, and the lines are the same counts", async () => {
  for (const reason of ['=HYPERLINK("http://evil")', "+1", "-1", "@sum", 'a "quoted", reason']) {
    await server.must(null, "bans.set", {
      params: { userId: "cleo" },
      body: { shadow: true, reason },
    });
  }
  const response = await server.chat.http.request("/v1/moderation/report?format=csv", {
    headers: { authorization: `Bearer ${server.serverKey}` },
  });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const csv = await response.text();
  const lines = csv.trimEnd().split("\r\n");
  expect(lines[0]).toBe("section,action,reason,by,count");
  expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`);
  expect(csv).toContain("'+1");
  expect(csv).toContain(`"a ""quoted"", reason"`);
  for (const line of lines) expect(line).not.toMatch(/(^|,)"?[=+@-]/);
  const { total } = await server.must(null, "moderation.report", { query: {} });
  expect(csv).toContain(`acts,total,,,${total}`);
});
