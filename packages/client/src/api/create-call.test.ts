import { contractLevel, routes } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { paths, type RouteName } from "@natter/contract/paths";
import { expect, test, vi } from "vitest";
import { createFakeClock, settlePromises } from "@natter/testing/model/fake-clock";
import { createCall } from "./create-call.ts";
import { routesWithoutToken } from "./routes-without-token.ts";
import { createTokenSource } from "./token-source.ts";

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };

function make(answers: (Answer | Error)[], tokens: string[] = ["t1", "t2", "t3"]) {
  const sent: { url: string; init: RequestInit }[] = [];
  const clock = createFakeClock(settlePromises);
  const onUnauthorized = vi.fn<(error: unknown) => void>();
  const onTooOld = vi.fn<(error: unknown) => void>();
  const getToken = vi.fn<() => Promise<string>>(async () => tokens.shift() ?? "last");
  const api = createCall({
    endpoint: "https://chat.test/",
    appKey: "pk_1",
    clock,
    onUnauthorized,
    onTooOld,
    tokens: createTokenSource(getToken),
    async fetch(url, init = {}) {
      sent.push({ url: String(url), init });
      const answer = answers.shift() ?? {};
      if (answer instanceof Error) throw answer;
      if (answer.status === 0) {
        return new Promise((_, reject) => {
          init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        });
      }
      const { status = 200, body, headers = {} } = answer;
      const text = typeof body === "string" ? body : JSON.stringify(body ?? {});
      return new Response(status === 204 ? null : text, { status, headers });
    },
  });
  return { api, sent, clock, getToken, onUnauthorized, onTooOld };
}

const refused = (code: string, status: number) => ({
  status,
  body: { error: { code, message: "No.", requestId: "r1", details: { why: 1 } } },
});

test("a call goes to its method and path with key, token, query and body", async () => {
  const { api, sent } = make([{}, {}]);
  const params = { cid: "messaging:a b" };
  await api("messages.list", { params, query: { before: "x&y", limit: 3 } });
  await api("messages.send", { params, body: { clientId: "c", text: "hi" } });
  expect(sent[0]?.url).toBe(
    "https://chat.test/v1/channels/messaging%3Aa%20b/messages?before=x%26y&limit=3",
  );
  expect(sent[0]?.init.headers).toEqual({
    "x-natter-key": "pk_1",
    "x-natter-level": String(contractLevel),
    authorization: "Bearer t1",
  });
  expect(sent[1]?.init).toMatchObject({ method: "POST", body: '{"clientId":"c","text":"hi"}' });
});

test("an answer without a body is undefined, and times are dates", async () => {
  const { api } = make([
    { status: 204 },
    { body: { user: { createdAt: "2026-01-01T00:00:00Z" } } },
  ]);
  expect(await api("typing.set", { params: { cid: "a:b" }, body: { state: "start" } })).toBe(
    undefined,
  );
  expect((await api("me.get")).user.createdAt).toEqual(new Date("2026-01-01T00:00:00Z"));
});

test("[SYNC-18] a token refused as expired is renewed once and the call repeated", async () => {
  const { api, sent, getToken, onUnauthorized } = make([refused("auth.token_expired", 401), {}]);
  await api("me.get");
  expect(sent.map(({ init }) => Reflect.get(init.headers ?? {}, "authorization"))).toEqual([
    "Bearer t1",
    "Bearer t2",
  ]);
  expect(getToken).toHaveBeenCalledTimes(2);
  expect(onUnauthorized).not.toHaveBeenCalled();
});

test("[SYNC-18] refused again, the client is unauthorized and the call fails", async () => {
  const expired = refused("auth.token_expired", 401);
  const { api, onUnauthorized, getToken } = make([expired, expired]);
  await expect(api("me.get")).rejects.toMatchObject({ code: "auth.token_expired" });
  expect(onUnauthorized).toHaveBeenCalledOnce();
  expect(getToken).toHaveBeenCalledTimes(2);
});

test("[SYNC-33] a client that is too old is told so by whatever it calls", async () => {
  const { api, onTooOld, onUnauthorized } = make([refused("client.too_old", 410)]);
  await expect(api("me.get")).rejects.toMatchObject({ code: "client.too_old", retry: false });
  expect(onTooOld).toHaveBeenCalledOnce();
  expect(onUnauthorized).not.toHaveBeenCalled();
});

test("calls that are refused together ask for one new token", async () => {
  const expired = refused("auth.token_expired", 401);
  const { api, getToken } = make([expired, expired, {}, {}]);
  await Promise.all([api("me.get"), api("spaces.list")]);
  expect(getToken).toHaveBeenCalledTimes(2);
});

test("a call refused with a token that was renewed meanwhile takes the new one without asking", async () => {
  const tokens = createTokenSource(vi.fn(async () => `t${(asked += 1)}`));
  let asked = 0;
  const first = await tokens.get();
  expect(await tokens.renew(first)).toBe("t2");
  expect(await tokens.renew(first)).toBe("t2");
  expect(asked).toBe(2);
});

test("where there is no new token for one that was refused, whoever is refused later does not ask again", async () => {
  const getToken = vi.fn<() => Promise<string>>(async () => "t1");
  const tokens = createTokenSource(getToken);
  const first = await tokens.get();
  getToken.mockRejectedValueOnce(new TypeError("fetch failed"));
  await expect(tokens.renew(first)).rejects.toThrow("fetch failed");
  const ended = new ChatError("account.session_ended", "Log in again.");
  getToken.mockRejectedValueOnce(ended);
  await expect(tokens.renew(first)).rejects.toBe(ended);
  await expect(tokens.renew(first)).rejects.toBe(ended);
  expect(getToken).toHaveBeenCalledTimes(3);
  // Signed in again, there is one, for those of before as well.
  getToken.mockResolvedValueOnce("t2");
  expect(await tokens.get()).toBe("t2");
  expect(await tokens.renew(first)).toBe("t2");
});

test("a call that is not wanted any more asks for no token", async () => {
  const { api, getToken } = make([]);
  const signal = AbortSignal.abort(new Error("left the page"));
  await expect(api("me.get", {}, { signal })).rejects.toThrow("left the page");
  expect(getToken).not.toHaveBeenCalled();
});

test("no token for now is a call to be tried again; signed out is not", async () => {
  const offline = make([]);
  offline.getToken.mockRejectedValueOnce(new TypeError("fetch failed"));
  await expect(offline.api("me.get")).rejects.toMatchObject({
    code: "server.unavailable",
    retry: true,
  });
  expect(offline.onUnauthorized).not.toHaveBeenCalled();

  const ended = make([refused("account.session_ended", 401)]);
  ended.getToken.mockImplementationOnce(async () => {
    await ended.api("accounts.refresh");
    return "never";
  });
  await expect(ended.api("me.get")).rejects.toMatchObject({ code: "account.session_ended" });
  expect(ended.onUnauthorized).toHaveBeenCalledOnce();
});

test("a refusal is rebuilt with its code, details and request id", async () => {
  const { api } = make([refused("channel.not_found", 404)]);
  await expect(api("channels.get", { params: { cid: "a:b" } })).rejects.toMatchObject({
    code: "channel.not_found",
    status: 404,
    retry: false,
    message: "No.",
    requestId: "r1",
    details: { why: 1 },
  });
});

test.each([
  [{ status: 502, body: "<html>" }, "server.unavailable", true],
  [{ status: 500, body: "<html>" }, "internal", true],
  [{ status: 429, body: "", headers: { "retry-after": "7" } }, "request.rate_limited", true],
  [refused("thing.of_tomorrow", 409), "request.invalid", false],
  [{ status: 200, body: "<html>a portal's page</html>" }, "server.unavailable", true],
  [new TypeError("fetch failed"), "server.unavailable", true],
])("what is no word of the server becomes a known error: %j", async (answer, code, retry) => {
  const { api } = make([answer]);
  await expect(api("me.get")).rejects.toMatchObject({ code, retry });
});

test("the time to wait that a server names is in the details", async () => {
  const { api } = make([{ status: 429, body: "", headers: { "retry-after": "7" } }]);
  await expect(api("me.get")).rejects.toMatchObject({ details: { retryAfterSeconds: 7 } });
});

test("a call without an answer ends after 15 s", async () => {
  const { api, clock } = make([{ status: 0 }]);
  const ended = api("me.get").catch((error: unknown) => error);
  await clock.advance(15_000);
  expect(await ended).toMatchObject({ code: "server.unavailable" });
});

test("a caller's abort ends the call with the caller's reason", async () => {
  const { api } = make([{ status: 0 }]);
  const abort = new AbortController();
  const call = api("me.get", {}, { signal: abort.signal });
  await settlePromises();
  abort.abort(new Error("left the page"));
  await expect(call).rejects.toThrow("left the page");
});

test("exactly the routes that need no authorization are called without a token", () => {
  const open = (Object.keys(paths) as RouteName[]).filter((name) => routes[name].auth === "none");
  expect([...routesWithoutToken].toSorted()).toEqual(open.toSorted());
});
