import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startProcessGroup, type ProcessGroup } from "./support/process-group.ts";
import {
  callerOf,
  connectOnce,
  type Caller,
  type OpenClient,
  type Transport,
} from "./support/process-users.ts";

const db = await testDatabase(import.meta.url);
const people = ["ada", "bob", "cem", "dee", "fay", "gus"];
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
  await must(null, "POST", "/v1/users", { users: people.map((id) => ({ id, name: id })) });
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

async function connectAll(transport: Transport): Promise<OpenClient[]> {
  const clients: OpenClient[] = [];
  onTestFinished(() => clients.forEach(({ centrifuge }) => centrifuge.disconnect()));
  for (const userId of people) clients.push(await connectOnce(group, call, userId, transport));
  return clients;
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

// A stream comes from one process, and what its client says is posted to any.
test.each<Transport>(["http_stream", "sse"])(
  "[E1] clients of %s in several processes hear all, in order, and stop hearing when they are removed",
  async (transport) => {
    const clients = await connectAll(transport);
    expect(new Set(clients.map(({ process }) => process)).size).toBeGreaterThan(1);
    const { cid } = (
      await must("ada", "POST", "/v1/channels", { name: "Together", members: people.slice(1) })
    ).channel;
    const watched = await Promise.all(clients.map((client) => client.watch(cid)));
    await Promise.all(
      upTo(60).map((number) =>
        must("ada", "POST", `/v1/channels/${cid}/messages`, {
          clientId: `${transport}-message-${number}`,
          text: `message ${number}`,
        }),
      ),
    );
    const numbers = (client: OpenClient) =>
      client.feed
        .filter((event) => event["cid"] === cid && event.type === "message.new")
        .map((event) => (event["message"] as { seq: number }).seq); // as the contract says
    for (const client of clients)
      await expect.poll(() => numbers(client), { timeout: 20_000 }).toEqual(upTo(60));

    await must("bob", "POST", `/v1/channels/${cid}/typing`, { state: "start" });
    for (const { heard } of watched.filter((_, index) => people[index] !== "bob"))
      await expect
        .poll(() => heard.map(({ type }) => type), { timeout: 20_000 })
        .toContain("typing.start");

    await must("ada", "DELETE", `/v1/channels/${cid}/members/gus`);
    await expect.poll(() => watched.at(-1)?.ended.length, { timeout: 20_000 }).toBe(1);
    await must("ada", "POST", `/v1/channels/${cid}/messages`, {
      clientId: `${transport}-after-gus`,
      text: "without gus",
    });
    for (const client of clients.slice(0, -1))
      await expect.poll(() => numbers(client).length, { timeout: 20_000 }).toBe(61);
    expect(numbers(clients.at(-1) as OpenClient)).toEqual(upTo(60)); // there are six
  },
);
