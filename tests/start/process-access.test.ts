import { testDatabase } from "@natter/testing/test-database";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startProcessGroup, type Line, type ProcessGroup } from "./support/process-group.ts";
import { callerOf, connectUser, type Caller, type OpenClient } from "./support/process-users.ts";

const db = await testDatabase(import.meta.url);
const open: OpenClient[] = [];
const adminKey = `ak_${"p".repeat(40)}`;
const admin = { authorization: `Bearer ${adminKey}` };
let group: ProcessGroup;
let call: Caller;

beforeAll(async () => {
  group = await startProcessGroup({
    DATABASE_URL: db.url,
    NATTER_PROCESSES: "3",
    NATTER_RATE_LIMITS: "off",
    NATTER_ADMIN_KEY: adminKey,
    NATTER_DATABASE_CONNECTIONS: "4",
  });
  call = callerOf(group);
  await must(null, "POST", "/v1/users", { users: ["ada", "bob", "cem"].map((id) => ({ id })) });
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

async function connect(userId: string, on: string): Promise<OpenClient> {
  const client = await connectUser(group, call, userId, on);
  open.push(client);
  return client;
}

async function twoProcesses(): Promise<[Line, Line]> {
  const [one, other] = [...(await group.lines(2)).values()];
  if (!one || !other) throw new Error("All connections came to one process.");
  return [one, other];
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const me = async (line: Line, token: string) =>
  (await line.call("GET", "/v1/me", bearer(token))).status;

test("[A1] a key revoked in one process is refused in the others at once", async () => {
  const [one, other] = await twoProcesses();
  const made = await must(null, "POST", "/v1/keys", { kind: "secret", name: "CI" });
  const as = { ...bearer(made.value), "x-natter-user": "ada" };
  for (const line of [one, other]) expect((await line.call("GET", "/v1/me", as)).status).toBe(200);
  await must(null, "DELETE", `/v1/keys/${made.key.id}`);
  for (const line of [one, other]) expect((await line.call("GET", "/v1/me", as)).status).toBe(401);
});

test("[A3] a token revoked in one process is refused in the others at once, with connections", async () => {
  const [one, other] = await twoProcesses();
  const { token, tokenId } = await must(null, "POST", "/v1/users/ada/tokens", {});
  const second = (await must(null, "POST", "/v1/users/ada/tokens", {})).token;
  for (const line of [one, other]) expect(await me(line, token)).toBe(200);
  await must(null, "POST", "/v1/tokens/revoke", { tokenId });
  for (const line of [one, other])
    expect([await me(line, token), await me(line, second)]).toEqual([401, 200]);

  const [here, there] = [await connect("ada", one.process), await connect("ada", other.process)];
  await must(null, "POST", "/v1/users/ada/tokens/revoke", {});
  for (const line of [one, other]) expect(await me(line, second)).toBe(401);
  await expect.poll(() => [here.closed, there.closed]).toEqual([[3503], [3503]]);
});

test("[A7] a limit that is set for an app in one process holds in the others at once", async () => {
  const [one, other] = await twoProcesses();
  const appId = (await must(null, "GET", "/v1/app")).app.id;
  const { channel } = await must("ada", "POST", "/v1/channels", { members: ["bob"] });
  const set = (messageCharacters: number | null) =>
    one.call("PATCH", `/v1/apps/${appId}`, admin, { limits: { messageCharacters } });
  const token = bearer((await must(null, "POST", "/v1/users/ada/tokens", {})).token);
  const send = async (line: Line) => {
    const body = { clientId: crypto.randomUUID(), text: "hello" };
    return (await line.call("POST", `/v1/channels/${channel.cid}/messages`, token, body)).status;
  };
  for (const line of [one, other]) expect(await send(line)).toBe(201);
  expect((await set(4)).status).toBe(200);
  for (const line of [one, other]) expect(await send(line)).toBe(413);
  expect((await set(null)).status).toBe(200);
  for (const line of [one, other]) expect(await send(line)).toBe(201);
});

test("[A2] a user deactivated in one process is out of all of them", async () => {
  const [one, other] = await twoProcesses();
  const { token } = await must(null, "POST", "/v1/users/bob/tokens", {});
  for (const line of [one, other]) expect(await me(line, token)).toBe(200);
  const bobs = [await connect("bob", one.process), await connect("bob", other.process)];
  await must(null, "POST", "/v1/users/bob/deactivate");
  for (const line of [one, other]) expect(await me(line, token)).toBe(403);
  for (const { closed } of bobs) await expect.poll(() => closed).toEqual([3503]);
});

test("[A2] a user deleted in one process is erased by the primary", async () => {
  const { channel } = await must("ada", "POST", "/v1/channels", { name: "C", members: ["cem"] });
  await must(null, "DELETE", "/v1/users/cem?messages=erase");
  await expect
    .poll(async () => (await must(null, "GET", "/v1/users/cem/deletion")).deletion.doneAt, {
      timeout: 10_000,
    })
    .not.toBeNull();
  const members = await must("ada", "GET", `/v1/channels/${channel.cid}/members`);
  expect(members.items.map((member: { user: { id: string } }) => member.user.id)).toEqual(["ada"]);
});

test("[A1] an app suspended in one process is shut in all of them, until it is resumed", async () => {
  const [one, other] = await twoProcesses();
  const { token } = await must(null, "POST", "/v1/users/ada/tokens", {});
  const clients = [await connect("ada", one.process), await connect("ada", other.process)];
  const { app } = await must(null, "GET", "/v1/app");
  expect((await one.call("POST", `/v1/apps/${app.id}/suspend`, admin)).status).toBe(200);
  for (const line of [one, other]) expect(await me(line, token)).toBe(403);
  for (const { closed } of clients) await expect.poll(() => closed).toEqual([3503]);
  expect((await other.call("POST", `/v1/apps/${app.id}/resume`, admin)).status).toBe(200);
  for (const line of [one, other]) expect(await me(line, token)).toBe(200);
});
