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

/** What is wrong with an answer to bad input; null for a success or a refusal as it should be. */
async function faultOf(response: Response): Promise<string | null> {
  const text = await response.text();
  if (response.status >= 500) return `${response.status} ${text}`;
  if (response.status < 400) return null;
  const { error } = JSON.parse(text);
  const isWhole =
    isErrorCode(error.code) &&
    error.message !== "" &&
    response.headers.get("x-request-id") === error.requestId;
  return isWhole ? null : `${response.status} ${text}`;
}

type Bad = { readonly what: string; readonly target: string; readonly init: RequestInit };

const badQueries = [
  "",
  "?limit=NaN&cursor=%00&after=-1&epoch=&userIds=,,&q=%ED%A0%80",
  "?limit=1&limit=2&unknown=1",
];

/** Every bad request of a route, by every kind of caller. A real DELETE is no bad request. */
function badRequests(name: RouteName): Bad[] {
  const [method = "", path = ""] = paths[name].split(" ");
  const hasBody = method !== "GET" && method !== "DELETE";
  const [real = "", ...bad] = pathsOf(path);
  const callers = [
    {},
    { authorization: `Bearer ${server.serverKey}` },
    { authorization: `Bearer ${server.serverKey}`, "x-natter-user": "ada" },
  ];
  const plain = (target: string) =>
    badQueries.map((query) => ({ what: "a bad query", target: target + query, init: { method } }));
  const withBody = (target: string, list: typeof bodies) =>
    list.map(([what, body, type = "application/json"]) => ({
      what,
      target,
      init: { method, headers: { "content-type": type }, ...(body === "" ? {} : { body }) },
    }));
  const requests: Bad[] = hasBody
    ? [...withBody(real, bodies), ...bad.flatMap((target) => withBody(target, bodies.slice(0, 3)))]
    : [...(method === "GET" ? plain(real) : []), ...bad.flatMap(plain)];
  return callers.flatMap((caller) =>
    requests.map(({ what, target, init }) => ({
      what,
      target,
      init: { ...init, headers: { ...init.headers, ...caller } },
    })),
  );
}

test.each(names)("%s answers bad input with a code, whoever sends it", async (name) => {
  const faults: string[] = [];
  for (const { what, target, init } of badRequests(name)) {
    const fault = await faultOf(await server.chat.http.request(target, init));
    if (fault) faults.push(`${init.method} ${target.slice(0, 80)} with ${what}: ${fault}`);
  }
  expect(faults).toEqual([]);
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
