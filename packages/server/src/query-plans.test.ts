import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seedHistory } from "../../../bench/lib/seed-history.ts";

// What the server really sends is heard, and PostgreSQL is asked how it would carry that out: as the server's role, under
// row-level security, with the generic plan that prepared statements have. The history is small, but large enough that
// reading a whole table would be the worse way to everything asked here.

const db = await testDatabase(import.meta.url);
const owner = new Client({ connectionString: db.url });
const heard = new Map<string, { text: string; params: readonly unknown[] }>();
let server: TestServer;
const large = "messaging:c0";

/** The tables that grow with what people write and with who is where. */
const tables = [
  "users",
  "messages",
  "user_messages",
  "message_search",
  "members",
  "read_states",
  "thread_follows",
];

beforeAll(async () => {
  await owner.connect();
  server = await startTestServer({
    databaseUrl: db.url,
    onQuery: ({ name, text, params }) => heard.set(name ?? text, { text, params }),
  });
  await seedHistory({
    ...{ url: db.url, appId: server.appId, progress: () => {} },
    sizes: { messages: 20_000, channels: 1_000, users: 3_000, busyChannels: 500 },
  });
}, 120_000);

afterAll(async () => {
  await server.stop();
  await owner.end();
  await db.drop();
});

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Join Filter"?: number;
  Plans?: Plan[];
};

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** Every table of ours that a statement would read from its beginning to its end. */
async function wholeReads(statement: string, role: string, options: string): Promise<string[]> {
  await owner.query("begin");
  await owner.query("select set_config('role', $1, true), set_config('natter.app', $2, true)", [
    role,
    server.appId,
  ]);
  const { rows } = await owner.query(`explain (${options} format json) ${statement}`);
  await owner.query("rollback");
  const nodes = nodesOf(rows[0]["QUERY PLAN"][0].Plan);
  return nodes
    .filter((node) => node["Node Type"] === "Seq Scan")
    .map((node) => node["Relation Name"] ?? "")
    .filter((name) => tables.includes(name));
}

/** What the server asks its database while it reads something. */
async function statementsOf(read: () => Promise<unknown>) {
  heard.clear();
  await read();
  const asked = [...heard].filter(
    ([, { text }]) => /^\s*(select|with)\b/i.test(text) && !/set_config/.test(text),
  );
  expect(asked.length).toBeGreaterThan(0);
  return asked.map(([name, statement]) => ({ name, ...statement }));
}

/** The most rows that any step of a statement looks at, with the plan that knows nothing of who asks. */
async function mostLookedAt(text: string, params: readonly unknown[]): Promise<number> {
  await owner.query("begin");
  await owner.query(
    "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true), set_config('plan_cache_mode', 'force_generic_plan', true)",
    [server.appId],
  );
  await owner.query(`prepare looked as ${text}`);
  const values = params.length === 0 ? "" : `(${params.map(literalOf).join(", ")})`;
  const { rows } = await owner.query(`explain (analyze, format json) execute looked${values}`);
  await owner.query("deallocate looked");
  await owner.query("rollback");
  const steps = nodesOf(rows[0]["QUERY PLAN"][0].Plan).map(
    (node) =>
      ((node["Actual Rows"] ?? 0) +
        (node["Rows Removed by Filter"] ?? 0) +
        (node["Rows Removed by Join Filter"] ?? 0)) *
      (node["Actual Loops"] ?? 0),
  );
  return Math.max(...steps);
}

/** A value as PostgreSQL reads it in a statement. */
function literalOf(value: unknown): string {
  if (value === null) return "null";
  if (value instanceof Date) return owner.escapeLiteral(value.toISOString());
  if (!Array.isArray(value)) return owner.escapeLiteral(String(value));
  return owner.escapeLiteral(`{${value.map((one) => JSON.stringify(String(one))).join(",")}}`);
}

test("[L5] the judge sees a whole read where there is one", async () => {
  const statement = "select count(*) from messages where app_id = $1 and text = $2";
  expect(await wholeReads(statement, "natter_app", "generic_plan,")).toEqual(["messages"]);
});

const history = { params: { cid: large } };
const reads: [string, () => Promise<unknown>][] = [
  ["the channel list", () => server.must("u0", "channels.list", { query: { limit: 100 } })],
  ["unread in all", () => server.must("u0", "readState.unread", {})],
  ["the newest history", () => server.must("u0", "messages.list", { ...history, query: {} })],
  [
    "history in the middle",
    () => server.must("u0", "messages.list", { ...history, query: { around: "s_1y4" } }),
  ],
  [
    "the oldest history",
    () => server.must("u0", "messages.list", { ...history, query: { before: "s_1s" } }),
  ],
  ["threads", () => server.must("u0", "threads.list", { query: {} })],
  ["unread of threads", () => server.must("u0", "threads.unread", {})],
  ["members", () => server.must("u0", "members.list", { ...history, query: {} })],
  ["users by name", () => server.must(null, "users.list", { query: { q: "Faye 1" } })],
  ["people by name", () => server.must("u0", "users.list", { query: { q: "faye 1" } })],
  ["all users", () => server.must(null, "users.list", { query: {} })],
  ["one user", () => server.must("u0", "users.get", { params: { userId: "u14" } })],
  ["a search", () => server.must("u0", "search.query", { body: { query: "bacodi from:me" } })],
  [
    "a query of channels",
    () =>
      server.must("u0", "channels.query", {
        body: {
          filter: { members: { $in: ["u1"] }, name: { $autocomplete: "chan" } },
          sort: [{ field: "lastMessageAt", direction: "desc" }],
        },
      }),
  ],
  [
    "a query by unread",
    () => server.must("u0", "channels.query", { body: { filter: { hasUnread: true } } }),
  ],
  ["mentions", () => server.must("u0", "bookmarks.list", { query: { flag: "mentioned" } })],
];

test.each(reads)("[L5] %s of a user in 500 channels reads no table wholly", async (_what, read) => {
  const whole: Record<string, string[]> = {};
  for (const { name, text } of await statementsOf(read)) {
    const names = await wholeReads(text, "natter_app", "generic_plan,");
    if (names.length > 0) whole[name] = names;
  }
  expect(whole).toEqual({});
});

test("[L5] the judge sees two lists that are compared each with each", async () => {
  const each = "select count(*) from unnest($1::text[]) a join unnest($1::text[]) b on a < b";
  const cids = Array.from({ length: 500 }, (_, index) => `messaging:c${index}`);
  expect(await mostLookedAt(each, [cids])).toBeGreaterThan(100_000);
});

// A user in 500 channels has some thousand rows in each table; 500 channels against 500 memberships are a quarter of a million.
test.each(reads)(
  "[L5] %s of a user in 500 channels compares no list each with each",
  async (_what, read) => {
    const much: Record<string, number> = {};
    for (const { name, text, params } of await statementsOf(read)) {
      const most = await mostLookedAt(text, params);
      if (most > 50_000) much[name] = most;
    }
    expect(much).toEqual({});
  },
);

test.each([
  ["a rare word", "array['%zzz%']", "array[7, 8]"],
  ["nothing but an order", "array[]::text[]", "array[]::int[]"],
])("[L5] the search function reads no table wholly for %s", async (_what, text, grams) => {
  const { rows } = await owner.query(
    "select prosrc, proconfig from pg_proc where proname = 'natter_search'",
  );
  const body: string = rows[0].prosrc;
  // As the function plans: a whole read only where no index can serve at all.
  expect(rows[0].proconfig).toContain("enable_seqscan=off");
  const statements = [...body.matchAll(/return query(?<text>.*?);/gs)].map(
    (found) => found.groups?.["text"] ?? "",
  );
  expect(statements.length).toBe(4);
  const values: Record<string, string> = {
    ...{ this_app: `'${server.appId}'`, viewer: "'u0'", wanted_cids: `array['${large}']` },
    ...{ wanted_grams: grams, unwanted_grams: "array[]::int[]", wanted_text: text },
    ...{ unwanted_text: "array[]::text[]", senders: "null::text[]", most_rows: "20" },
    ...{ found_rows: "0", window_rows: "5000" },
    ...{ since: "timestamptz '-infinity'", until: "timestamptz 'infinity'" },
    ...{
      before_at: "timestamptz 'infinity'",
      before_id: `'${"f".repeat(8)}-ffff-ffff-ffff-${"f".repeat(12)}'::uuid`,
    },
  };
  for (const statement of statements) {
    const filled = Object.entries(values).reduce(
      (one, [name, value]) => one.replaceAll(new RegExp(`\\b${name}\\b`, "g"), value),
      statement,
    );
    await owner.query("set enable_seqscan = off");
    expect(await wholeReads(filled, "natter_search", "")).toEqual([]);
    await owner.query("reset enable_seqscan");
  }
});

test.each(["verwen", "北京", "zanzan", "ba"])(
  "[C16] in a long history %s is found where a scan finds it, newest first, on every page",
  async (term) => {
    await owner.query("begin");
    await owner.query(
      "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)",
      [server.appId],
    );
    // A word of two letters stands alone.
    const { rows } = await owner.query<{ id: string }>(
      `select id from messages where app_id = $1 and text ~ $2
         and cid in (select cid from members where app_id = $1 and user_id = 'u0')
       order by created_at desc, id desc limit 400`,
      [server.appId, term === "ba" ? "(^| )ba( |$)" : term],
    );
    await owner.query("rollback");
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const body = { query: term, limit: 100, ...(cursor === null ? {} : { cursor }) };
      const page: { items: { message: { id: string } }[]; next: string | null } = await server.must(
        "u0",
        "search.query",
        { body },
      );
      found.push(...page.items.map(({ message }) => message.id));
      cursor = page.next;
    } while (cursor !== null && found.length < 400);
    expect(rows.length).toBeGreaterThan(0);
    expect(found).toEqual(rows.map(({ id }) => id));
  },
);
