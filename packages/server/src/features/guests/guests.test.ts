import { paths, routesOf, type RouteName } from "@natter/contract";
import { startTestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { Centrifuge } from "centrifuge";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";

const db = await testDatabase(import.meta.url);
const server = await startTestServer({ databaseUrl: db.url, listen: true });
const { call, must } = server;
const key = { "x-natter-key": server.appKey };
const open: Centrifuge[] = [];

beforeAll(() => server.users("ada", "bob"));
afterEach(async () => {
  for (const centrifuge of open.splice(0)) centrifuge.disconnect();
  await letIn({ guests: false, anonymous: false });
  await must(null, "channelTypes.delete", { params: { type: "livestream" } });
});
afterAll(async () => {
  await server.stop();
  await db.drop();
});

function letIn(guests: { guests: boolean; anonymous: boolean }) {
  return must(null, "app.update", { body: { guests } });
}

/** What the app opens to whom in its livestreams. */
function grant(
  to: "guest" | "anonymous" | "user",
  ...capabilities: ("read" | "join" | "see-history")[]
) {
  const body = { grants: { public: { [to]: capabilities } } };
  return must(null, "channelTypes.update", { params: { type: "livestream" }, body });
}

const as = (token: string) => ({ ...key, authorization: `Bearer ${token}` });
const guest = async (name = "Gil") => {
  const made = await call(key, "guests.create", { body: { name } });
  return { ...made.body, headers: as(made.body.token) };
};
const reader = async () => as((await call(key, "guests.anonymous")).body.token);

let streams = 0;
async function stream(): Promise<string> {
  streams += 1;
  const body = { type: "livestream", id: `match-${streams}`, members: ["ada"] };
  return (await must(null, "channels.create", { body })).channel.cid;
}

let sends = 0;
async function say(who: string | Record<string, string>, cid: string, text: string) {
  sends += 1;
  return await call(who, "messages.send", {
    ...{ params: { cid }, body: { clientId: `client-id-${sends}`, text } },
  });
}

describe("[A6] by itself an app lets in nobody", () => {
  it("as a guest or without a name, whoever signs the token", async () => {
    for (const name of ["guests.create", "guests.anonymous"] as const) {
      const refused = await call(key, name, { body: {} });
      expect([name, refused.status, refused.error?.code]).toEqual([name, 403, "guest.not_allowed"]);
    }
    expect((await call({}, "guests.anonymous")).status).toBe(401);
    await server.users("guest-gil");
    const token = await server.token("guest-gil");
    expect((await call(as(token), "me.get")).error?.code).toBe("auth.invalid_token");
    expect((await must(null, "app.get")).app.guests).toEqual({ guests: false, anonymous: false });
  });

  it("into a livestream before its type says so", async () => {
    await letIn({ guests: true, anonymous: true });
    const cid = await stream();
    const at = { params: { cid } };
    for (const headers of [(await guest()).headers, await reader()]) {
      expect((await call(headers, "channels.get", at)).error?.code).toBe("channel.not_found");
      const messages = await call(headers, "messages.list", { ...at, query: {} });
      expect(messages.error?.code).toBe("channel.not_found");
      const streamOf = await call(headers, "realtime.subscribe", { body: { cid } });
      expect(streamOf.error?.code).toBe("channel.not_found");
    }
    // Every user of the app may watch; that is what a livestream is.
    expect((await call("bob", "channels.get", at)).body.channel.capabilities).toEqual([
      ...["read", "see-history", "join"],
    ]);
  });
});

describe("[A6] a guest", () => {
  it("has a name and an id of its own, and takes part where it may join", async () => {
    await letIn({ guests: true, anonymous: false });
    await grant("guest", "read", "see-history", "join");
    const cid = await stream();
    const { user, headers } = await guest("Gil");
    expect(user).toMatchObject({ name: "Gil", id: expect.stringMatching(/^guest-/) });
    expect((await say(headers, cid, "hello")).error?.code).toBe("channel.forbidden");
    const joined = await call(headers, "channels.join", { params: { cid } });
    expect(joined.body.channel.membership?.role).toBe("guest");
    expect((await say(headers, cid, "hello")).status).toBe(201);
    const { items } = await must("ada", "messages.list", { params: { cid }, query: {} });
    expect(items.map((message) => [message.sender?.name, message.text])).toEqual([
      ["Gil", "hello"],
    ]);
    expect((await call(key, "guests.anonymous")).status).toBe(403);
  });

  it("is out at once when the app lets in no more guests", async () => {
    await letIn({ guests: true, anonymous: false });
    const { headers } = await guest();
    expect((await call(headers, "me.get")).status).toBe(200);
    await letIn({ guests: false, anonymous: false });
    expect((await call(headers, "me.get")).error?.code).toBe("auth.invalid_token");
  });
});

describe("[A6] a reader without a name", () => {
  it("reads what a type opens to them, and hears it live", async () => {
    await letIn({ guests: false, anonymous: true });
    await grant("anonymous", "read", "see-history");
    const cid = await stream();
    await say("ada", cid, "kick-off");
    const headers = await reader();
    const { channel } = (await call(headers, "channels.get", { params: { cid } })).body;
    expect(channel.capabilities).toEqual(["read", "see-history"]);
    expect(channel.membership).toBe(null);
    const page = await call(headers, "messages.list", { params: { cid }, query: {} });
    expect(page.body.items.map((message) => message.text)).toEqual(["kick-off"]);
    expect((await call(headers, "me.get")).body.user.name).toBe("");

    const heard = await listenTo(headers, cid);
    await say("ada", cid, "goal");
    await expect.poll(() => heard.texts).toContain("goal");
    // Who shuts it shuts it for those inside, too: nothing more is heard.
    await grant("anonymous");
    await say("ada", cid, "own goal");
    await server.chat.engine.relay.drained();
    await heard.answered();
    expect(heard.texts).toEqual(["goal"]);
    expect((await call(headers, "channels.get", { params: { cid } })).status).toBe(404);
    const { error } = await call(headers, "realtime.subscribe", { body: { cid } });
    expect(error?.code).toBe("channel.not_found");
  });

  it("changes nothing: no message, no reaction, no membership, no trace", async () => {
    await letIn({ guests: false, anonymous: true });
    await grant("anonymous", "read", "see-history", "join");
    const cid = await stream();
    const { message } = (await say("ada", cid, "kick-off")).body;
    const headers = await reader();
    expect((await say(headers, cid, "mine")).error?.code).toBe("auth.forbidden");
    expect((await call(headers, "channels.join", { params: { cid } })).status).toBe(403);
    const params = { messageId: message.id, type: "👍" };
    expect((await call(headers, "reactions.add", { params })).status).toBe(403);
    const { channel } = await must("ada", "channels.get", { params: { cid } });
    expect(channel).toMatchObject({ memberCount: 1, messageSeq: 1 });
    expect(
      (await must("ada", "messages.get", { params: { messageId: message.id } })).message,
    ).toEqual(message);
  });

  it("cannot be a user: such ids are refused, and so are such names of accounts", async () => {
    for (const username of ["guest-gil", "anonymous-bob"]) {
      const body = { username, password: "a long enough password" };
      const { status, error } = await call(key, "accounts.register", { body });
      expect([status, error?.code]).toEqual([400, "request.invalid"]);
    }
    const body = { users: [{ id: "anonymous-bob", name: "Bob" }] };
    expect((await call(null, "users.upsertMany", { body })).status).toBe(400);
    const acting = {
      authorization: `Bearer ${server.serverKey}`,
      "x-natter-user": "anonymous-bob",
    };
    expect((await call(acting, "me.get")).error?.code).toBe("user.not_found");
  });
});

it("[A6] every route that is not listed for them is shut to guests and readers without a name", async () => {
  await letIn({ guests: true, anonymous: true });
  const params: Record<string, string> = {
    ...{ cid: "messaging:x", userId: "bob", code: "code-code", type: "messaging" },
    spaceId: "00000000-0000-4000-8000-000000000000",
  };
  for (const [caller, headers] of [
    ["guest", (await guest()).headers],
    ["anonymous", await reader()],
  ] as const) {
    const listed: readonly string[] = routesOf[caller] ?? [];
    for (const name of Object.keys(paths) as RouteName[]) {
      const [method, path] = paths[name].split(" ") as [string, string];
      if (listed.includes(name) || isForAnybody(name)) continue;
      const url = path.replace(
        /:(\w+)/g,
        (_all, part: string) => params[part] ?? params["spaceId"] ?? "",
      );
      const { status } = await server.chat.http.request(url, {
        ...{ method, headers: { ...headers, "content-type": "application/json" } },
        ...(method === "GET" ? {} : { body: "{}" }),
      });
      expect([caller, name, status]).toEqual([caller, name, 403]);
    }
  }
});

/** Routes that need nobody signed in: logging in, and what everybody sees. */
function isForAnybody(name: RouteName): boolean {
  return (
    name.startsWith("accounts.") ||
    name.startsWith("demo.") ||
    name.startsWith("guests.") ||
    name.startsWith("development.")
  );
}

async function listenTo(headers: Record<string, string>, cid: string) {
  const texts: string[] = [];
  const { path, token } = (await call(headers, "realtime.token")).body;
  const centrifuge = new Centrifuge(`${server.url.replace("http", "ws")}${path}`, { token });
  open.push(centrifuge);
  centrifuge.connect();
  await centrifuge.ready(5_000);
  const { durable } = (await call(headers, "realtime.subscribe", { body: { cid } })).body;
  if (!durable) throw new Error("A reader got no stream.");
  const subscription = centrifuge.newSubscription(durable.channel, { token: durable.token });
  subscription.on("publication", ({ data }) => {
    if (data.type === "message.new") texts.push(data.message.text);
  });
  subscription.subscribe();
  await subscription.ready(5_000);
  // What was sent to the session before comes before the answer, whatever that is.
  const answered = () => centrifuge.rpc("limits.get", {}).catch(() => undefined);
  return { texts, answered };
}
