import type { RouteInput, RouteName } from "@natter/contract";
import { appLimitBounds, defaultLimits, type AppLimitName } from "@natter/contract/limits";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

// The platform's admin sets an app's limits: within bounds, in force at once, and for that app alone.

const db = await testDatabase(import.meta.url);
const admin = { authorization: `Bearer ak_${"t".repeat(40)}` };
let server: TestServer;
let cid = "";
let made = 0;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await server.users("ada", "bob", "cy");
  const config = { reactionMode: "multiple" as const };
  await server.must(null, "channelTypes.update", { params: { type: "messaging" }, body: config });
  const body = { members: ["bob", "cy"] };
  cid = (await server.must("ada", "channels.create", { body })).channel.cid;
});
beforeEach(async () => {
  const all = Object.fromEntries(Object.keys(appLimitBounds).map((name) => [name, null]));
  if ((await setLimits(all)).status !== 200) throw new Error("The limits were not reset.");
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

function setLimits(limits: Record<string, unknown>) {
  const body = { limits } as RouteInput<"apps.update">["body"]; // also what the contract refuses
  return server.call(admin, "apps.update", { params: { appId: server.appId }, body });
}

function newMessage(more: object = {}) {
  made += 1;
  return { params: { cid }, body: { clientId: `app-limits-${made}`, text: "hello", ...more } };
}

async function send(more: object = {}): Promise<string> {
  return (await server.must("ada", "messages.send", newMessage(more))).message.id;
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** What a call of a route answers with: its code, "ok" for none. */
async function codeOf<Name extends RouteName>(name: Name, input: RouteInput<Name>, as = "ada") {
  const { error } = await server.call(as, name, input);
  return error?.code ?? "ok";
}

const poll = (...options: string[]) => ({
  ...{ kind: "poll", text: "" },
  poll: { question: "Which?", options, allowOptions: true },
});
const react = (messageId: string, type: string, count = 1) =>
  codeOf("reactions.add", { params: { messageId, type }, query: { count } });
const pin = (messageId: string) => codeOf("pins.add", { params: { messageId }, body: {} });
const remind = (messageId: string) =>
  codeOf("reminders.set", { params: { messageId }, body: { remindAt: inAnHour() } });
const schedule = () => {
  const { params, body } = newMessage();
  return codeOf("scheduled.create", { params, body: { sendAt: inAnHour(), message: body } });
};
const declare = (deviceId: string) =>
  codeOf("presence.declare", { body: { deviceId, deviceType: "desktop", status: "online" } });
const draftIn = (where: string) =>
  codeOf("drafts.save", {
    params: { cid: where },
    body: { text: "later", writtenAt: new Date().toISOString() },
  });

/** For each limit: a value, and what calls up to it and beyond it answer with while that is in force. */
const cases: { readonly [Name in AppLimitName]?: [value: number, () => Promise<string[]>] } = {
  messageCharacters: [
    5,
    async () => [
      await codeOf("messages.send", newMessage()),
      await codeOf("messages.send", newMessage({ text: "hello!" })),
      await codeOf("messages.edit", {
        params: { messageId: await send() },
        body: { text: "longer" },
      }),
    ],
  ],
  messageBytes: [
    1_024,
    async () => [
      await codeOf("messages.send", newMessage({ text: "é".repeat(512) })),
      await codeOf("messages.send", newMessage({ text: "é".repeat(513) })),
      await codeOf("messages.send", newMessage({ custom: { note: "x".repeat(1_024) } })),
      await codeOf("messages.edit", {
        params: { messageId: await send() },
        body: { custom: { note: "x".repeat(1_024) } },
      }),
    ],
  ],
  mentionsPerMessage: [
    1,
    async () => [
      await codeOf("messages.send", newMessage({ mentions: ["bob"] })),
      await codeOf("messages.send", newMessage({ mentions: ["bob", "cy"] })),
      await codeOf("messages.edit", {
        params: { messageId: await send() },
        body: { mentions: ["bob", "cy"] },
      }),
    ],
  ],
  reactionKindsPerMessage: [
    1,
    async () => {
      const id = await send();
      return [await react(id, "👍"), await react(id, "👍"), await react(id, "🎉")];
    },
  ],
  reactionTimesPerUser: [
    3,
    async () => {
      const id = await send();
      return [await react(id, "👏", 3), await react(id, "👏", 4)];
    },
  ],
  pollOptions: [
    2,
    async () => [
      await codeOf("messages.send", newMessage(poll("a", "b"))),
      await codeOf("messages.send", newMessage(poll("a", "b", "c"))),
      await codeOf("polls.addOption", {
        params: { messageId: await send(poll("a", "b")) },
        body: { text: "c" },
      }),
    ],
  ],
  draftsPerUser: [
    1,
    async () => {
      const other = (await server.must("ada", "channels.create", { body: {} })).channel.cid;
      return [await draftIn(cid), await draftIn(cid), await draftIn(other)];
    },
  ],
  pinsPerChannel: [1, async () => [await pin(await send()), await pin(await send())]],
  scheduledPerUser: [1, async () => [await schedule(), await schedule()]],
  remindersPerUser: [1, async () => [await remind(await send()), await remind(await send())]],
  devicesPerUser: [
    1,
    async () => [await declare("phone"), await declare("phone"), await declare("desk")],
  ],
};

/** What those answers are. */
const answers: { readonly [Name in keyof typeof cases]: readonly string[] } = {
  messageCharacters: ["ok", "message.too_large", "message.too_large"],
  messageBytes: ["ok", "message.too_large", "message.too_large", "message.too_large"],
  mentionsPerMessage: ["ok", "message.too_many_mentions", "message.too_many_mentions"],
  reactionKindsPerMessage: ["ok", "ok", "reaction.too_many"],
  reactionTimesPerUser: ["ok", "reaction.too_many"],
  pollOptions: ["ok", "poll.too_many_options", "poll.too_many_options"],
  draftsPerUser: ["ok", "ok", "draft.too_many"],
  pinsPerChannel: ["ok", "pin.too_many"],
  scheduledPerUser: ["ok", "scheduled.too_many"],
  remindersPerUser: ["ok", "reminder.too_many"],
  devicesPerUser: ["ok", "ok", "presence.too_many_devices"],
};

/** `rate-limit.test.ts` shows these, and `channel-resizer.test.ts` and `thresholds.test.ts` those of a channel's size. */
const shownElsewhere = /^(requestsPer|send(s|Burst)Per)|Members$/;

test("every limit that can be set for an app is shown to hold", () => {
  const left = Object.keys(appLimitBounds).filter((name) => !shownElsewhere.test(name));
  expect(Object.keys(cases).toSorted()).toEqual(left.toSorted());
});

test.each(Object.keys(cases) as AppLimitName[])(
  "%s holds from the answer on, and no longer",
  async (name) => {
    const [value, calls] = cases[name] ?? [0, async () => []];
    expect((await setLimits({ [name]: value })).body.app.limits).toEqual({ [name]: value });
    expect(await calls()).toEqual(answers[name]);

    const { limits, items } = await server.must("ada", "limits.get");
    const [least, most] = appLimitBounds[name];
    expect(limits[name]).toBe(value);
    expect(items.find((item) => item.name === name)).toMatchObject({
      ...{ value, usual: defaultLimits[name], bounds: { least, most } },
    });

    expect((await setLimits({ [name]: null })).body.app.limits).toEqual({});
    expect((await server.must("ada", "limits.get")).limits[name]).toBe(defaultLimits[name]);
    expect((await calls()).filter((code) => code !== "ok")).toEqual([]);
  },
);

test("a channel says how long its messages may be, by its type and its app", async () => {
  const characters = async () =>
    (await server.must("ada", "channels.get", { params: { cid } })).channel.config
      .messageCharacters;
  await setLimits({ messageCharacters: 300 });
  expect(await characters()).toBe(300);
  const params = { type: "messaging" };
  await server.must(null, "channelTypes.update", { params, body: { messageCharacters: 200 } });
  expect(await characters()).toBe(200);
  await server.must(null, "channelTypes.update", { params, body: { messageCharacters: 10_000 } });
  expect(await characters()).toBe(300);
});

test("what was sent before a limit sank is answered as what it is when it is sent again", async () => {
  const message = newMessage({ text: "sent before the limit sank" });
  const first = await server.must("ada", "messages.send", message);
  await setLimits({ messageCharacters: 5, messageBytes: 1_024 });
  const again = await server.call("ada", "messages.send", message);
  expect(again).toMatchObject({ status: 200, body: { message: { id: first.message.id } } });
});

test.each(Object.keys(appLimitBounds) as AppLimitName[])(
  "%s is refused outside its bounds, and nothing changes",
  async (name) => {
    const [least, most] = appLimitBounds[name];
    for (const wrong of [
      least - 1,
      most + 1,
      least + 0.5,
      -1,
      "5",
      true,
      [],
      {},
      Number.MAX_VALUE,
    ]) {
      const { status, error } = await setLimits({ messageCharacters: 99, [name]: wrong });
      expect([wrong, status, error?.code]).toEqual([wrong, 400, "request.invalid"]);
    }
    const params = { appId: server.appId };
    expect((await server.call(admin, "apps.get", { params })).body.app.limits).toEqual({});
  },
);

test("an unknown limit, one that is the same for all, and two that do not fit are refused", async () => {
  for (const wrong of ["sunshine", "pageSize", "eventDays", "__proto__", "constructor"]) {
    const { status, error } = await server.call(admin, "apps.update", {
      params: { appId: server.appId },
      body: JSON.parse(`{"limits":{"${wrong}":5}}`),
    });
    expect([wrong, status, error?.code]).toEqual([wrong, 400, "request.invalid"]);
  }
  const unfit = { status: 422, error: { code: "app.limits_invalid" } };
  expect(await setLimits({ roomMembers: 100 })).toMatchObject(unfit);
  expect(await setLimits({ feedMembers: 501 })).toMatchObject(unfit);
  expect((await setLimits({ roomMembers: 100, feedMembers: 100 })).status).toBe(200);
  expect(await setLimits({ roomMembers: null, feedMembers: 501 })).toMatchObject(unfit);
});

test("an app's own server reads its limits and cannot change them; another app's are its own", async () => {
  await setLimits({ pinsPerChannel: 7 });
  const body = { limits: { pinsPerChannel: 8 } } as RouteInput<"app.update">["body"]; // not in the contract
  expect((await server.call(null, "app.update", { body })).error?.code).toBe("request.invalid");
  expect((await server.must(null, "app.get")).app.limits).toEqual({ pinsPerChannel: 7 });
  const other = (await server.call(admin, "apps.create", { body: { name: "Other" } })).body;
  const asOther = { authorization: `Bearer ${other.secretKey}` };
  expect((await server.call(asOther, "limits.get")).body.limits["pinsPerChannel"]).toBe(50);
  const shownTo = async (appId: string) => {
    const answer = await server.call(admin, "apps.limits", { params: { appId } });
    return answer.error?.code ?? answer.body.limits["pinsPerChannel"];
  };
  const shown = [await shownTo(server.appId), await shownTo(other.app.id), await shownTo("nobody")];
  expect(shown).toEqual([7, 50, "app.not_found"]);
});
