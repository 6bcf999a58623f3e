import { expect, test } from "vitest";
import { HubDisconnect, HubError } from "../src/index.ts";
import { until } from "./support/events.ts";
import { connectRaw } from "./support/raw-client.ts";
import { startHub } from "./support/start-hub.ts";

test("a call gets what the owner answers", async () => {
  const { client } = await startHub({
    rpc: async (session, method, data) => ({ user: session.user, method, data }),
  });
  const ada = client({ user: "ada" });
  ada.connect();
  expect((await ada.rpc("add", [1, 2])).data).toEqual({
    user: "ada",
    method: "add",
    data: [1, 2],
  });
});

test.each([
  ["a refusal keeps its code and sentence", new HubError(403, "not a member"), 403, "not a member"],
  ["an unexpected failure says nothing", new Error("password=1"), 100, "internal server error"],
])("%s", async (_title, error, code, message) => {
  const reported: unknown[] = [];
  const { client } = await startHub({
    rpc: async () => {
      throw error;
    },
    onError: (one) => reported.push(one),
  });
  const ada = client({ user: "ada" });
  ada.connect();
  await expect(ada.rpc("any", null)).rejects.toMatchObject({ code, message });
  expect(reported).toEqual(error instanceof HubError ? [] : [error]);
});

test("an answer that is no JSON is an internal error of that call only", async () => {
  const { client } = await startHub({ rpc: async () => 1n, onError: () => {} });
  const ada = client({ user: "ada" });
  ada.connect();
  await expect(ada.rpc("any", null)).rejects.toMatchObject({ code: 100 });
});

test("calls without a handler are not available", async () => {
  const { client } = await startHub();
  const ada = client({ user: "ada" });
  ada.connect();
  await expect(ada.rpc("any", null)).rejects.toMatchObject({ code: 108 });
});

test("calls run side by side, up to the limit, and none is lost", async () => {
  let running = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const { url } = await startHub({
    limits: { rpcsPerSession: 4 },
    rpc: async (_session, method) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => waiting.push(resolve));
      running -= 1;
      return method;
    },
  });
  const raw = await connectRaw(url, "ada");
  const ids = Array.from({ length: 40 }, (_, index) => index + 2);
  for (const id of ids) raw.send({ id, rpc: { method: `m${id}`, data: {} } });
  const answers: unknown[] = [];
  while (answers.length < ids.length) {
    await until(() => waiting.length > 0);
    waiting.shift()?.();
    answers.push((await raw.next())["id"]);
  }
  expect(answers.toSorted((a, b) => Number(a) - Number(b))).toEqual(ids);
  expect(most).toBe(4);
});

test("a handler can end the session", async () => {
  const { url } = await startHub({
    rpc: async () => {
      throw new HubDisconnect({ code: 4501, reason: "banned" });
    },
  });
  const raw = await connectRaw(url, "ada");
  raw.send({ id: 2, rpc: { method: "any", data: {} } });
  expect(await raw.closed).toEqual({ code: 4501, reason: "banned" });
});

test("messages without an answer reach the owner, or end the session where nobody takes them", async () => {
  const heard: unknown[] = [];
  const { url } = await startHub({
    message: async (session, data) => void heard.push([session.user, data]),
  });
  const raw = await connectRaw(url, "ada");
  raw.send({ send: { data: { typing: true } } });
  await until(() => heard.length === 1);
  expect(heard).toEqual([["ada", { typing: true }]]);

  const deaf = await startHub();
  const other = await connectRaw(deaf.url, "ada");
  other.send({ send: { data: 1 } });
  expect((await other.closed).code).toBe(3508);
});
