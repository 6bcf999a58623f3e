import { routes, type Route, type RouteName } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { badBodies, sampleOf, shapesOf } from "./bad-fields.fixture.ts";

// Every field of every body and query, made bad one after the other by whoever may call the route: refused with a code, and
// nothing in the database is otherwise. What a route takes is read from the contract, so a new route is in here by itself.

const db = await testDatabase(import.meta.url);
const owner = new Client({ connectionString: db.url });
const known: Record<string, string> = { userId: "bob", appId: "nobody", type: "x" };
let server: TestServer;

beforeAll(async () => {
  await owner.connect();
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob");
  const { channel } = await server.must("ada", "channels.direct", { body: { userId: "bob" } });
  const body = { clientId: "something-there", text: "hello" };
  const params = { cid: channel.cid };
  const { message } = await server.must("ada", "messages.send", { params, body });
  Object.assign(known, { cid: channel.cid, messageId: message.id, spaceId: message.id });
  await server.chat.engine.relay.drained();
});
afterAll(async () => {
  await server.stop();
  await owner.end();
  await db.drop();
});

/** A digest of all rows of all tables, but for when a key was last used. */
async function everything(): Promise<Record<string, string>> {
  const { rows } = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  );
  const digests: Record<string, string> = {};
  for (const { name } of rows) {
    const row = name === "keys" ? "to_jsonb(t) - 'last_used_at'" : "to_jsonb(t)";
    const found = await owner.query(
      `select md5(coalesce(string_agg(r::text, ',' order by r::text), '')) as digest from (select ${row} as r from ${name} t) rows`,
    );
    digests[name] = found.rows[0].digest;
  }
  return digests;
}

const all = Object.entries<Route>(routes) as [RouteName, Route][]; // the table's own keys

function headersFor({ auth }: Route): Record<string, string> {
  if (auth === "admin") return { authorization: `Bearer ak_${"t".repeat(40)}` };
  if (auth === "none") return { "x-natter-key": server.appKey };
  const key = { authorization: `Bearer ${server.serverKey}` };
  return auth === "server" ? key : { ...key, "x-natter-user": "ada" };
}

function targetOf({ path }: Route, query: readonly (readonly [string, string])[] = []): string {
  const filled = path.replace(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(known[name] ?? "01890a5d-ac96-774b-bcce-b302099a8057"),
  );
  return query.length === 0
    ? filled
    : `${filled}?${new URLSearchParams(query.map((pair) => [...pair]))}`;
}

async function ask(route: Route, target: string, body?: unknown): Promise<string> {
  const response = await server.chat.http.request(target, {
    method: route.method,
    headers: { "content-type": "application/json", ...headersFor(route) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const code = response.status < 400 ? text.slice(0, 100) : JSON.parse(text).error.code;
  return `${response.status} ${code}`;
}

const refused = "400 request.invalid";

test.each(all.filter(([, { body }]) => body))(
  "%s refuses every field made bad",
  async (_name, route) => {
    if (!route.body) throw new Error("It has a body.");
    const before = await everything();
    const faults: string[] = [];
    for (const shape of shapesOf(route.body)) {
      const sample = sampleOf(shape);
      // Without a good one beside it, a bad field would be refused for another's sake.
      expect([sample, route.body.safeParse(sample).error]).toEqual([sample, undefined]);
      for (const { what, body } of badBodies(shape)) {
        const answer = await ask(route, targetOf(route), body);
        if (answer !== refused) faults.push(`${what}: ${answer}`);
      }
    }
    expect(faults).toEqual([]);
    expect(await everything()).toEqual(before);
  },
);

test.each(all.filter(([, { query }]) => query))(
  "%s refuses every part of its query made bad",
  async (_name, route) => {
    if (!route.query) throw new Error("It has a query.");
    const before = await everything();
    const faults: string[] = [];
    for (const shape of shapesOf(route.query)) {
      const needed = Object.entries(sampleOf(shape) as object).map(
        ([key, value]) => [key, String(value)] as const,
      );
      for (const name of [...Object.keys(shape.properties ?? {}), "nobodyKnowsThis", "__proto__"]) {
        for (const bad of ["a\u0000b", "x".repeat(5_000)]) {
          const rest = needed.filter(([key]) => key !== name);
          const answer = await ask(route, targetOf(route, [...rest, [name, bad]]));
          if (answer !== refused) faults.push(`${name}=${bad.slice(0, 5)}: ${answer}`);
        }
      }
    }
    expect(faults).toEqual([]);
    expect(await everything()).toEqual(before);
  },
);
