import type { AppId } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { transact } from "../../core/transact.ts";
import { cancelTimer, createTimerRunner, setTimer, type TimerHandlers } from "./public.ts";

const db = await testDatabase(import.meta.url);
const start = new Date("2026-01-05T10:00:00Z");
let now = start;
let server: TestServer;
let done: string[];
let onDue: (key: string) => Promise<void> | void;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url, connections: 8, now: () => now });
});
beforeEach(() => {
  now = start;
  done = [];
  onDue = (key) => void done.push(key);
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

function runner() {
  const handle = async (_engine: unknown, _appId: AppId, key: string) => onDue(key);
  const handlers: TimerHandlers = {
    "poll.close": handle,
    "pin.expire": handle,
    "message.expire": handle,
    "scheduled.send": handle,
    "reminder.tell": handle,
    "message.purge": handle,
  };
  const engine = { ...server.chat.engine, log: pino({ level: "silent" }) };
  return createTimerRunner(() => engine, { handlers, processes: { isPrimary: true } });
}

const appId = () => server.appId as AppId; // the app the test server made
const at = (seconds: number) => new Date(start.getTime() + seconds * 1_000);
const set = (key: string, seconds: number) =>
  transact(server.chat.engine, appId(), (tx) =>
    setTimer(tx, { kind: "poll.close", key, dueAt: at(seconds) }),
  );

test("[C14] a timer is done when it is due, and once", async () => {
  await set("one", 10);
  now = at(9);
  await runner().run();
  expect(done).toEqual([]);
  now = at(10);
  await runner().run();
  await runner().run();
  expect(done).toEqual(["one"]);
});

test("[C14] what was moved is done at its new time, what was cancelled never", async () => {
  await set("moved", 10);
  await set("moved", 20);
  await set("cancelled", 10);
  await transact(server.chat.engine, appId(), (tx) =>
    cancelTimer(tx, { kind: "poll.close", key: "cancelled" }),
  );
  now = at(15);
  await runner().run();
  expect(done).toEqual([]);
  now = at(20);
  await runner().run();
  expect(done).toEqual(["moved"]);
});

test("[C14] several runners at once do each of many once", async () => {
  const keys = Array.from({ length: 250 }, (_none, index) => `many-${index}`);
  await transact(server.chat.engine, appId(), async (tx) => {
    for (const key of keys) await setTimer(tx, { kind: "poll.close", key, dueAt: at(1) });
  });
  now = at(2);
  await Promise.all([runner().run(), runner().run(), runner().run()]);
  expect(done.toSorted()).toEqual(keys.toSorted());
});

test("[C14] what fails is tried again after a rest that grows, and does not hold up the others", async () => {
  let tries = 0;
  onDue = (key) => {
    if (key === "failing" && (tries += 1) < 3) throw new Error("not yet");
    done.push(key);
  };
  await set("failing", 1);
  await set("other", 1);
  now = at(1);
  await runner().run();
  expect(done).toEqual(["other"]);
  await runner().run();
  expect(tries).toBe(1);
  now = at(1 + 2);
  await runner().run();
  expect(tries).toBe(2);
  now = at(1 + 2 + 4);
  await runner().run();
  expect(done).toEqual(["other", "failing"]);
});

test("[C14] what was taken by a process that died is done by another one later", async () => {
  await set("left behind", 1);
  now = at(1);
  let begun = () => {};
  const hasBegun = new Promise<void>((resolve) => (begun = resolve));
  onDue = () => {
    begun();
    return new Promise(() => {}); // it never comes back
  };
  void runner().run();
  await hasBegun;
  onDue = (key) => void done.push(key);
  await runner().run();
  expect(done).toEqual([]);
  now = at(1 + 60);
  await runner().run();
  expect(done).toEqual(["left behind"]);
});

test("[C14] one set anew while it is being done is done again", async () => {
  await set("again", 1);
  now = at(1);
  onDue = async (key) => {
    done.push(key);
    if (done.length === 1) await set("again", 5);
  };
  await runner().run();
  now = at(5);
  await runner().run();
  expect(done).toEqual(["again", "again"]);
});
