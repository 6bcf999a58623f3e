import { Centrifuge } from "centrifuge";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startProcessGroup, type Line, type ProcessGroup } from "./support/process-group.ts";
import {
  callerOf,
  connectUser,
  type Caller,
  type Heard,
  type OpenClient,
} from "./support/process-users.ts";

const db = await testDatabase(import.meta.url);
const open: OpenClient[] = [];
let group: ProcessGroup;
let call: Caller;

beforeAll(async () => {
  group = await startProcessGroup({
    DATABASE_URL: db.url,
    NATTER_PROCESSES: "3",
    NATTER_RATE_LIMITS: "off",
    NATTER_DATABASE_CONNECTIONS: "4",
  });
  call = callerOf(group);
  await must(null, "POST", "/v1/users", {
    users: ["ada", "bob", "cem", "dee", "fay"].map((id) => ({ id, name: id })),
  });
});

afterEach(() => {
  for (const { centrifuge } of open.splice(0)) centrifuge.disconnect();
});

afterAll(async () => {
  await group.end();
  await db.drop();
});

async function must(...request: Parameters<Caller>) {
  const answer = await call(...request);
  if (answer.status >= 400) throw new Error(`${request[2]}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

async function connect(userId: string, on?: string): Promise<OpenClient> {
  const client = await connectUser(group, call, userId, on);
  open.push(client);
  return client;
}

async function twoProcesses(): Promise<[Line, Line]> {
  const [one, other] = [...(await group.lines(2)).values()];
  if (!one || !other) throw new Error("All connections came to one process.");
  return [one, other];
}

const newGroup = async (...members: string[]): Promise<string> =>
  (await must("ada", "POST", "/v1/channels", { name: "Together", members })).channel.cid;

let sends = 0;
function send(as: string, cid: string, text: string, line?: Line) {
  sends += 1;
  const body = { clientId: `client-id-${sends}`, text };
  return call(as, "POST", `/v1/channels/${cid}/messages`, body, line);
}

const ofChannel = (heard: readonly Heard[], cid: string) =>
  heard.filter((event) => event["cid"] === cid && "eventSeq" in event);
const numbers = (heard: readonly Heard[], cid: string) =>
  ofChannel(heard, cid).map((event) => event["eventSeq"] as number);
/** What a list of numbers is when nothing is missing, doubled or out of place. */
const unbroken = (found: readonly number[]) => found.map((_, index) => (found[0] ?? 0) + index);
const messages = (heard: readonly Heard[], cid: string) =>
  ofChannel(heard, cid).filter(({ type }) => type === "message.new");
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test("clients of two processes hear 200 messages that all processes send, in order and without a gap", async () => {
  const [one, other] = await twoProcesses();
  const clients = [await connect("ada", one.process), await connect("bob", other.process)];
  const cid = await newGroup("bob");
  const answers = await Promise.all(
    upTo(200).map((number) => send(number % 2 ? "ada" : "bob", cid, `message ${number}`)),
  );
  expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
  expect(new Set(answers.map(({ process }) => process)).size).toBe(3);
  for (const { feed } of clients) {
    await expect.poll(() => messages(feed, cid).length, { timeout: 20_000 }).toBe(200);
    expect(numbers(feed, cid)).toEqual(unbroken(numbers(feed, cid)));
  }
});

test("a reader who has not joined hears a channel's stream from another process", async () => {
  const { space } = await must("ada", "POST", "/v1/spaces", { name: "Readers" });
  const { invite } = await must("ada", "POST", `/v1/spaces/${space.id}/invites`, {});
  await must("cem", "POST", `/v1/invites/${invite.code}/accept`, {});
  const channels = `/v1/spaces/${space.id}/channels`;
  const { cid } = (await must("ada", "POST", channels, { name: "open" })).channel;
  const [one, other] = await twoProcesses();
  const cem = await connect("cem", one.process);
  const { heard } = await cem.watchDurable(cid);
  await Promise.all(upTo(50).map((number) => send("ada", cid, `message ${number}`, other)));
  await expect.poll(() => messages(heard, cid).length).toBe(50);
  expect(numbers(heard, cid)).toEqual(unbroken(numbers(heard, cid)));
});

test("who comes, types and goes in one process is seen in the others", async () => {
  const [one, other] = await twoProcesses();
  const cid = await newGroup("bob", "cem", "fay");
  const bob = await connect("bob", other.process);
  const { heard } = await bob.watch(cid);
  const told = (type: string) => heard.filter((event) => event.type === type);

  const fay = await connect("fay", one.process);
  await expect
    .poll(() => told("user.presence.changed").at(-1))
    .toMatchObject({ presence: { userId: "fay", online: true } });
  const presence = async () =>
    (await must("bob", "GET", "/v1/presence?userIds=fay", undefined, other)).items[0];
  expect(await presence()).toMatchObject({ online: true });

  await must("fay", "POST", `/v1/channels/${cid}/typing`, { state: "start" }, one);
  await expect.poll(() => told("typing.start")).toHaveLength(1);
  const { began } = await (await connect("cem", other.process)).watch(cid);
  expect(began.typing).toMatchObject([{ user: { id: "fay" } }]);
  expect(began.online.map((each: { userId: string }) => each.userId).toSorted()).toEqual([
    "bob",
    "cem",
    "fay",
  ]);
  await must("fay", "POST", `/v1/channels/${cid}/typing`, { state: "stop" }, other);
  await expect.poll(() => told("typing.stop")).toHaveLength(1);

  fay.centrifuge.disconnect();
  await expect
    .poll(() => told("user.presence.changed").at(-1), { timeout: 10_000 })
    .toMatchObject({ presence: { userId: "fay", online: false } });
  expect(await presence()).toMatchObject({ online: false, lastSeenAt: expect.any(String) });
});

test("who is removed in one process stops hearing in another", async () => {
  const [one, other] = await twoProcesses();
  const cid = await newGroup("bob");
  const bob = await connect("bob", other.process);
  const { ended } = await bob.watch(cid);
  await must("ada", "DELETE", `/v1/channels/${cid}/members/bob`, undefined, one);
  await expect.poll(() => ended).toHaveLength(1);
  await must("ada", "POST", `/v1/channels/${cid}/messages`, {
    clientId: "after-the-end",
    text: "!",
  });
  await send("ada", await newGroup("bob"), "a later one");
  await expect.poll(() => bob.feed.filter(({ type }) => type === "message.new")).toHaveLength(1);
  expect(messages(bob.feed, cid)).toEqual([]);
});

test("logging out everywhere in one process holds in the others at once", async () => {
  const [one, other] = await twoProcesses();
  const account = { username: "eve", password: "a long enough password" };
  const app = { "x-natter-key": group.appKey };
  const { body } = await one.call("POST", "/v1/accounts/register", app, account);
  const own = { authorization: `Bearer ${body.token}` };
  expect((await other.call("GET", "/v1/me", own)).status).toBe(200);
  const eve = await connect("eve", other.process);
  const before = await must("eve", "POST", "/v1/realtime/token", {});

  expect((await one.call("POST", "/v1/accounts/logout-everywhere", own)).status).toBe(204);
  expect((await other.call("GET", "/v1/me", own)).status).toBe(401);
  await expect.poll(() => eve.closed).toHaveLength(1);
  for (const process of upTo(6)) {
    const again = new Centrifuge(`${group.url.replace("http", "ws")}${before.path}`, {
      token: before.token,
    });
    const refused = new Promise<number>((resolve) => {
      again.on("disconnected", ({ code }) => resolve(code));
      again.on("connected", () => resolve(0));
    });
    again.connect();
    expect(await refused, `connection ${process}`).toBe(3500);
    again.disconnect();
  }
});

test("clients of a process that is killed come back to another and miss nothing; the process is replaced", async () => {
  const [victim = 0] = group.workers();
  const ada = await connect("ada", "1");
  const dee = await connect("dee", "1");
  // One of those who lose their connection does not come back.
  dee.centrifuge.on("connecting", () => dee.centrifuge.disconnect());
  const bob = await connect("bob", "2");
  const cid = await newGroup("bob", "dee");
  const { heard } = await bob.watch(cid);
  const sending = upTo(120).map(async (number) => {
    if (number === 40) process.kill(victim, "SIGKILL");
    // A repeat of one that the killed process did not answer is the same message: it carries the same id.
    const body = { clientId: `while-it-dies-${number}`, text: `message ${number}` };
    await expect
      .poll(
        () =>
          call("bob", "POST", `/v1/channels/${cid}/messages`, body).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 20_000 },
      )
      .toBeOneOf([200, 201]);
  });
  await Promise.all(sending);
  for (const { feed } of [ada, bob]) {
    await expect.poll(() => messages(feed, cid).length, { timeout: 20_000 }).toBe(120);
    expect(numbers(feed, cid)).toEqual(unbroken(numbers(feed, cid)));
  }
  expect(ada.lost.length).toBeGreaterThan(0);
  // Its sessions are counted no more: who did not come back is seen to be gone.
  await expect
    .poll(() => heard.filter((event) => event.type === "user.presence.changed"), {
      timeout: 10_000,
    })
    .toContainEqual(
      expect.objectContaining({
        presence: expect.objectContaining({ userId: "dee", online: false }),
      }),
    );
  await expect.poll(() => group.workers().length, { timeout: 20_000 }).toBe(3);
  await expect.poll(async () => (await group.lines(3)).size, { timeout: 20_000 }).toBe(3);
});
