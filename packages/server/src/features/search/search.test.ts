import type { SearchInput } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const db = await testDatabase(import.meta.url);
const owner = new Client({ connectionString: db.url });
let server: TestServer;
let spaceId: string;
let general: string;
let secret: string;
let sends = 0;

beforeAll(async () => {
  await owner.connect();
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "eve");
  const made = (await server.must("ada", "spaces.create", { body: { name: "House" } })).space;
  spaceId = made.id;
  const { invite } = await server.must("ada", "spaces.createInvite", {
    params: { spaceId },
    body: {},
  });
  await server.must("bob", "invites.accept", { params: { code: invite.code } });
  general = made.defaultCid ?? "";
  secret = await makeChannel("secret", "private");
});

afterAll(async () => {
  await server.stop();
  await owner.end();
  await db.drop();
});

async function makeChannel(name: string, visibility: "space" | "private"): Promise<string> {
  const body = { name, visibility };
  return (await server.must("ada", "spaces.createChannel", { params: { spaceId }, body })).channel
    .cid;
}

async function say(as: string, cid: string, text: string, more: object = {}) {
  sends += 1;
  const body = { clientId: `search-${sends}-send`, text, ...more };
  const { message } = await server.must(as, "messages.send", { params: { cid }, body });
  return message;
}

/** Runs SQL as the server does, on the app's own rows. */
async function inDatabase(text: string, params: unknown[] = []) {
  await owner.query("begin");
  await owner.query(
    "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)",
    [server.appId],
  );
  const { rows } = await owner.query(text, params);
  await owner.query("commit");
  return rows;
}

type Asked = Partial<Omit<SearchInput, "cids">> & { cids?: string[] };

async function find(as: string, query: string, more: Asked = {}) {
  await server.chat.engine.relay.drained();
  return await server.must(as, "search.query", { body: { query, ...more } });
}

async function texts(as: string, query: string, more: Asked = {}): Promise<string[]> {
  return (await find(as, query, more)).items.map((item) => item.message.text);
}

describe("what is found", () => {
  test.each([
    ["北京", "我明天去北京出差"],
    ["凡", "平凡な一日"],
    ["サーチ", "全文サーチの試験"],
    ["검색", "한국어메시지검색됩니다"],
    ["walter", "Sir Walterson waltered"],
    ["NAIVE", "a naïve thought"],
    ["🦊", "fox 🦊🦊 here"],
    ["100%", "100% of it"],
    ["snake_case", "a snake_case name"],
    ["back\\slash", "a back\\slash here"],
    ["o'neill", "Mr O'Neill came"],
    ["x:*", "odd x:* thing"],
    ["a&b|!c", "this a&b|!c that"],
    ["'; drop table messages; --", "say '; drop table messages; -- loudly"],
    ["<script>", "an <script> tag"],
  ])("[C16] %s finds its message and no other", async (term, text) => {
    await say("ada", general, text);
    await say("ada", general, "something else entirely");
    expect(await texts("ada", `"${term}"`)).toEqual([text]);
  });

  test("[C16] a percent sign or an underscore is no wildcard", async () => {
    await say("ada", general, "wild9card");
    expect(await texts("ada", "wild_card")).toEqual([]);
    expect(await texts("ada", "wi%card")).toEqual([]);
  });

  test("[C16] words are all wanted, a minus is not, a phrase is as it stands", async () => {
    await say("ada", general, "quokka alpha beta");
    await say("ada", general, "quokka beta alpha");
    expect(await texts("bob", "quokka alpha")).toEqual(["quokka beta alpha", "quokka alpha beta"]);
    expect(await texts("bob", 'quokka "alpha beta"')).toEqual(["quokka alpha beta"]);
    expect(await texts("bob", 'quokka -"alpha beta"')).toEqual(["quokka beta alpha"]);
    expect(await texts("bob", "quokka -alpha")).toEqual([]);
  });

  test("[C16] operators narrow by author, place, kind, mention and day", async () => {
    await say("ada", general, "wombat https://example.com/x", { mentions: ["bob"] });
    await say("bob", general, "wombat plain");
    await say("ada", secret, "wombat in secret", { kind: "image" });
    expect(await texts("ada", "wombat from:bob")).toEqual(["wombat plain"]);
    expect(await texts("ada", "wombat -from:me")).toEqual(["wombat plain"]);
    expect(await texts("ada", "wombat in:#secret")).toEqual(["wombat in secret"]);
    expect(await texts("ada", `wombat in:${secret}`)).toEqual(["wombat in secret"]);
    expect(await texts("ada", "wombat -in:general")).toEqual(["wombat in secret"]);
    expect(await texts("ada", "wombat has:link")).toEqual(["wombat https://example.com/x"]);
    expect(await texts("ada", "wombat has:image has:file")).toEqual(["wombat in secret"]);
    expect(await texts("bob", "mentions:me")).toEqual(["wombat https://example.com/x"]);
    expect(await texts("ada", "wombat has:mention -mentions:bob")).toEqual([]);
    const today = new Date().toISOString().slice(0, 10);
    expect((await texts("ada", `wombat after:2020-01-01 before:2999`)).length).toBe(3);
    expect((await texts("ada", `wombat on:${today} from:ada from:bob`)).length).toBe(3);
    expect(await texts("ada", `wombat before:${today}`)).toEqual([]);
  });

  test("[C16] results say where: highlights, a snippet, the channel and what stands around", async () => {
    const before = await say("ada", general, "before it");
    const text = `${"x".repeat(300)} 🦊 the Pangolín walks`;
    const { id } = await say("ada", general, text);
    const after = await say("ada", general, "after it");
    const [item] = (await find("bob", "pangolin")).items;
    expect(item?.message.id).toBe(id);
    expect(item?.highlights.map(({ start, end }) => text.slice(start, end))).toEqual(["Pangolín"]);
    const { snippet } = item ?? { snippet: { text: "", highlights: [] } };
    expect(snippet.text.length).toBeLessThanOrEqual(160);
    expect(snippet.highlights.map(({ start, end }) => snippet.text.slice(start, end))).toEqual([
      "Pangolín",
    ]);
    expect(item?.channel).toEqual({ cid: general, name: "general" });
    expect(item?.context).toEqual({ previousId: before.id, nextId: after.id });
  });

  test("[C16] pages follow each other by time or by relevance, without a gap or a repeat", async () => {
    for (let count = 0; count < 7; count += 1)
      await say("ada", general, count % 2 ? `numbat ${count}` : `numbatology ${count} and more`);
    for (const sort of ["newest", "relevance"] as const) {
      const whole = await texts("ada", "numbat", { sort });
      expect(whole.length).toBe(7);
      const paged: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await find("ada", "numbat", { sort, limit: 2, ...(cursor ? { cursor } : {}) });
        paged.push(...page.items.map((item) => item.message.text));
        cursor = page.next ?? undefined;
      } while (cursor);
      expect(paged).toEqual(whole);
    }
    const [first] = await texts("ada", "numbat", { sort: "relevance" });
    expect(first).toMatch(/^numbat /);
    const { next } = await find("ada", "numbat", { limit: 2 });
    for (const other of [{ query: "wombat" }, { query: "numbat", sort: "relevance" as const }]) {
      const refused = await server.call("ada", "search.query", {
        body: { limit: 2, cursor: next ?? "", ...other },
      });
      expect([refused.status, refused.error?.code]).toEqual([400, "request.invalid"]);
    }
  });

  test("[C16] a count is given when asked for", async () => {
    expect((await find("ada", "numbat", { count: true, limit: 1 })).total).toEqual({
      count: 7,
      isExact: true,
    });
    expect((await find("ada", "numbat")).total).toBeNull();
  });

  test("[C16] a search by GET is the same; a wrong operator says what would be right", async () => {
    await server.chat.engine.relay.drained();
    const { items } = await server.must("ada", "search.messages", {
      query: { query: "numbat", limit: 3 },
    });
    expect(items.length).toBe(3);
    const refused = await server.call("ada", "search.messages", { query: { query: "has:cheese" } });
    expect([refused.status, refused.error?.code]).toEqual([400, "search.invalid_query"]);
    expect((await find("ada", "  ")).items).toEqual([]);
  });
});

describe("who finds what", () => {
  test("[C16] only who may read a channel now: not strangers, not who left, not other apps", async () => {
    await say("ada", general, "okapi in the open");
    await say("ada", secret, "okapi in secret");
    expect(await texts("ada", "okapi")).toEqual(["okapi in secret", "okapi in the open"]);
    expect(await texts("bob", "okapi")).toEqual(["okapi in the open"]);
    expect(await texts("bob", "okapi", { cids: [secret] })).toEqual([]);
    expect(await texts("bob", `okapi in:${secret}`)).toEqual([]);
    expect(await texts("eve", "okapi")).toEqual([]);

    const { channel } = await server.must("ada", "channels.create", {
      body: { name: "Group", members: ["bob", "eve"] },
    });
    await say("ada", channel.cid, "okapi in the group");
    expect(await texts("eve", "okapi")).toEqual(["okapi in the group"]);
    await server.must("eve", "members.remove", { params: { cid: channel.cid, userId: "eve" } });
    expect(await texts("eve", "okapi")).toEqual([]);
    expect(await texts("bob", "okapi")).toEqual(["okapi in the group", "okapi in the open"]);
    await server.must("bob", "spaces.removeMember", { params: { spaceId, userId: "bob" } });
    expect(await texts("bob", "okapi")).toEqual(["okapi in the group"]);

    const other = await startTestServer({ databaseUrl: db.url });
    await other.users("ada");
    await other.chat.engine.relay.drained();
    expect((await other.must("ada", "search.query", { body: { query: "okapi" } })).items).toEqual(
      [],
    );
    await other.stop();
  });

  test("[C16] what is edited, deleted or shadowed is found as it is now, also by an index that is behind", async () => {
    const edited = await say("ada", general, "tapir first");
    const gone = await say("ada", general, "tapir second");
    await server.must("ada", "messages.edit", {
      params: { messageId: edited.id },
      body: { text: "tapir changed" },
    });
    expect(await texts("ada", "tapir first")).toEqual([]);
    await server.must("ada", "messages.delete", { params: { messageId: gone.id } });
    expect(await texts("ada", "tapir")).toEqual(["tapir changed"]);

    const behind = await say("ada", general, "tapir behind");
    await server.chat.engine.relay.drained();
    await inDatabase("update messages set text = 'gone meanwhile' where id = $1", [behind.id]);
    expect(await texts("ada", "tapir")).toEqual(["tapir changed"]);

    const hidden = await say("ada", general, "tapir shadowed");
    await server.chat.engine.relay.drained();
    await inDatabase("update messages set shadowed = true where id = $1", [hidden.id]);
    await inDatabase("update message_search set shadowed = true where message_id = $1", [
      hidden.id,
    ]);
    await server.users("dan");
    const { channel } = await server.must("ada", "channels.create", {
      body: { name: "Shade", members: ["dan"] },
    });
    const shade = await say("ada", channel.cid, "tapir in the shade");
    await server.chat.engine.relay.drained();
    await inDatabase("update messages set shadowed = true where id = $1", [shade.id]);
    expect(await texts("dan", "tapir")).toEqual([]);
    expect((await find("dan", "tapir", { count: true })).total?.count).toBe(0);
    expect(await texts("ada", "tapir")).toEqual([
      "tapir in the shade",
      "tapir shadowed",
      "tapir changed",
    ]);
  });

  test("[B3] nothing is found in channels whose type has no search", async () => {
    const { channel } = await server.must("ada", "channels.create", { body: { name: "Quiet" } });
    await say("ada", channel.cid, "ibis here");
    expect(await texts("ada", "ibis")).toEqual(["ibis here"]);
    const type = { params: { type: "messaging" } };
    const off = { ...type, body: { features: { search: false } } };
    await server.must(null, "channelTypes.update", off);
    expect(await texts("ada", "ibis")).toEqual([]);
    await server.must(null, "channelTypes.delete", type);
    expect(await texts("ada", "ibis")).toEqual(["ibis here"]);
  });

  test("[B9] a deleted channel takes its messages out of the index", async () => {
    const cid = await makeChannel("short-lived", "space");
    await say("ada", cid, "gecko one");
    expect(await texts("ada", "gecko")).toEqual(["gecko one"]);
    await server.must("ada", "channels.delete", { params: { cid } });
    expect(await texts("ada", "gecko")).toEqual([]);
    const rows = await inDatabase("select 1 from message_search where cid = $1", [cid]);
    expect(rows).toEqual([]);
  });

  test("[C16] imported messages are found by their own time", async () => {
    const line = { cid: general, senderId: "ada", createdAt: "2011-03-04T10:00:00Z" };
    await server.must(null, "messages.import", {
      body: { messages: [{ ...line, externalId: "old-1", text: "dodo of old" }] },
    });
    await say("ada", general, "dodo of today");
    expect(await texts("ada", "dodo")).toEqual(["dodo of today", "dodo of old"]);
    expect(await texts("ada", "dodo on:2011-03")).toEqual(["dodo of old"]);
  });
});

describe("the index", () => {
  test("a rebuild brings back what is missing and removes what is not there", async () => {
    const whole = await texts("ada", "numbat");
    await inDatabase("delete from message_search where seq % 2 = 0");
    await inDatabase(
      `insert into message_search (app_id, cid, seq, message_id, version, created_at, body, grams)
       select $1, 'messaging:nowhere', 1, gen_random_uuid(), 1, now(), 'numbat', '{}'`,
      [server.appId],
    );
    let cursor: string | null = null;
    do {
      const step: { next: string | null } = await server.must(null, "search.rebuild", {
        body: cursor === null ? {} : { cursor },
      });
      cursor = step.next;
    } while (cursor !== null);
    expect(await texts("ada", "numbat")).toEqual(whole);
    const rows = await inDatabase("select 1 from message_search where cid like '%nowhere'");
    expect(rows).toEqual([]);
    const asUser = await server.call("ada", "search.rebuild", { body: {} });
    expect(asUser.status).toBe(403);
  });

  test("[A8] the search function sees the transaction's own app alone, and nobody else may call it", async () => {
    const search = `select * from natter_search($1, 'ada', '{}', '{}', '{}', '{}', null, '-infinity', 'infinity',
      'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 10)`;
    const found = async (role: string, app: string) => {
      await owner.query("begin");
      await owner.query("select set_config('role', $1, true), set_config('natter.app', $2, true)", [
        role,
        app,
      ]);
      const answer = await owner.query(search, [[general]]).catch((error: Error) => error);
      await owner.query("rollback");
      return answer instanceof Error ? answer.message : answer.rows.length;
    };
    expect(await found("natter_app", server.appId)).toBe(10);
    expect(await found("natter_app", "other")).toBe(0);
    expect(await found("natter_app", "")).toBe(0);
    expect(await found("natter_relay", server.appId)).toMatch(/permission denied/);
  });
});
