import { isErrorCode, paths, type RouteName } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";

let server: TestServer;
let cid: string;
let messageId: string;
const db = await testDatabase(import.meta.url);

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob");
  cid = (await server.must("ada", "channels.direct", { body: { userId: "bob" } })).channel.cid;
  const body = { clientId: "something-there", text: "hello" };
  messageId = (await server.must("ada", "messages.send", { params: { cid }, body })).message.id;
});

afterAll(async () => {
  await server.stop();
  await db.drop();
});

const deep = `${'{"a":'.repeat(200)}1${"}".repeat(200)}`;

/** Bodies that no route takes, as raw text, with their content type. */
const bodies: readonly (readonly [what: string, text: string, type?: string])[] = [
  ["nothing", ""],
  ["broken JSON", '{"a":'],
  ["null", "null"],
  ["a list", "[1,2,3]"],
  ["a string", '"text"'],
  ["an unknown field", '{"nobodyKnowsThisField":1}'],
  ["a prototype", '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'],
  ["deep nesting", deep],
  ["a deep list", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
  [
    "wrong types",
    '{"name":1,"text":{},"clientId":[],"members":"x","users":7,"userId":null,"seq":"1","custom":[]}',
  ],
  [
    "NUL",
    '{"name":"a\\u0000b","text":"a\\u0000b","clientId":"nul-nul-nul","username":"a\\u0000b","password":"a\\u0000bcdefgh"}',
  ],
  [
    "a lone surrogate",
    '{"name":"\\ud800","text":"\\ud800","clientId":"lone-lone","username":"\\ud800","password":"\\ud800abcdefgh"}',
  ],
  [
    "huge numbers",
    '{"seq":1e308,"generation":99999999999999999999,"expiresInSeconds":-1,"maxUses":1.5}',
  ],
  ["another media type", "name=ada", "application/x-www-form-urlencoded"],
];

/** Values for path parameters: real ones, foreign ones, and ones that are no ids at all. */
function pathsOf(path: string): string[] {
  const real: Record<string, string> = {
    cid,
    messageId,
    userId: "bob",
    type: "👍",
    spaceId: messageId,
    code: "not-an-invite",
    keyId: messageId,
  };
  const fill = (value: (name: string) => string) =>
    path.replace(/:(\w+)/g, (_all, name: string) => value(name));
  return [
    fill((name) => encodeURIComponent(real[name] ?? "x")),
    ...[
      "%00",
      "%E0%A4%A",
      "..%2F..",
      "a%20b",
      "x".repeat(3_000),
      "%F0%9F%98%80",
      "'%3Bdrop%20table%20users--",
    ].map((bad) => fill(() => bad)),
  ];
}

const names = Object.keys(paths) as RouteName[]; // the table's own keys

async function checkAnswer(response: Response, what: string): Promise<void> {
  const text = await response.text();
  expect(response.status, `${what}: ${text}`).toBeLessThan(500);
  if (response.status < 400) return;
  const { error } = JSON.parse(text);
  expect(isErrorCode(error.code), `${what}: ${error.code}`).toBe(true);
  expect(error).toMatchObject({ message: expect.any(String), requestId: expect.any(String) });
  expect(response.headers.get("x-request-id")).toBe(error.requestId);
}

test.each(names)("%s answers bad input with a code, whoever sends it", async (name) => {
  const [method = "", path = ""] = paths[name].split(" ");
  const callers: Record<string, string>[] = [
    {},
    { authorization: `Bearer ${server.serverKey}` },
    { authorization: `Bearer ${server.serverKey}`, "x-natter-user": "ada" },
  ];
  for (const headers of callers) {
    for (const target of pathsOf(path)) {
      if (method === "GET" || method === "DELETE") {
        if (target === pathsOf(path)[0] && method === "DELETE") continue;
        for (const query of [
          "",
          "?limit=NaN&cursor=%00&after=-1&epoch=&userIds=,,&q=%ED%A0%80",
          "?limit=1&limit=2&unknown=1",
        ]) {
          await checkAnswer(
            await server.chat.http.request(target + query, { method, headers }),
            `${method} ${target}${query}`,
          );
        }
        continue;
      }
      const list = target === pathsOf(path)[0] ? bodies : bodies.slice(0, 3);
      for (const [what, body, type] of list) {
        const init = {
          method,
          headers: { ...headers, "content-type": type ?? "application/json" },
          ...(body === "" ? {} : { body }),
        };
        await checkAnswer(
          await server.chat.http.request(target, init),
          `${method} ${target} with ${what}`,
        );
      }
    }
  }
});

test("nothing was changed by all that", async () => {
  const { items } = await server.must("ada", "messages.list", { params: { cid }, query: {} });
  expect(items.map((message) => message.text)).toEqual(["hello"]);
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("a body over the limit is refused before it is read", async () => {
  const text = "x".repeat(1_100_000);
  const headers = {
    authorization: `Bearer ${server.serverKey}`,
    "x-natter-user": "ada",
    "content-type": "application/json",
  };
  const whole = await server.chat.http.request(`/v1/channels/${cid}/messages`, {
    method: "POST",
    headers,
    body: JSON.stringify({ text }),
  });
  expect([whole.status, (await whole.json()).error.code]).toEqual([413, "request.too_large"]);
  const body = new Blob([JSON.stringify({ text })]).stream();
  const chunked = await server.chat.http.request(`/v1/channels/${cid}/messages`, {
    method: "POST",
    headers,
    body,
    duplex: "half",
  } as RequestInit);
  expect([chunked.status, (await chunked.json()).error.code]).toEqual([413, "request.too_large"]);
});

test("an unknown route and a wrong method say so", async () => {
  const unknown = await server.chat.http.request("/v1/nothing/here");
  expect([unknown.status, (await unknown.json()).error.code]).toEqual([404, "route.not_found"]);
  const method = await server.chat.http.request("/v1/channels/direct", { method: "PUT" });
  expect([method.status, (await method.json()).error.code]).toEqual([
    405,
    "route.method_not_allowed",
  ]);
});
