import fc from "fast-check";
import { expect, test } from "vitest";
import { CommandType } from "../src/codec/schema.ts";
import { createHubCore } from "../src/create-hub-core.ts";
import type { HubCore } from "../src/hub-core.ts";
import { HubError } from "../src/index.ts";
import { subscribeServerSide } from "../src/subscribe-server-side.ts";
import { unsubscribe } from "../src/subscribing.ts";
import { addFakeClient, codecs, joinDelimited, type FakeClient } from "./support/fake-client.ts";
import { streamRules } from "./support/start-hub.ts";

function createFuzzedHub(): { core: HubCore; errors: unknown[] } {
  const errors: unknown[] = [];
  const core = createHubCore({
    authenticate: async ({ token }) => {
      if (token === "bad") throw new HubError(109);
      return { user: token || "ada", subscriptions: { "history:own": {} } };
    },
    authorizeSubscribe: async (_session, { channel }) => {
      if (channel.endsWith("x")) throw new HubError(103);
      return {};
    },
    rpc: async (_session, method, data) => {
      if (method === "fail") throw new HubError(400, "no");
      return data ?? null;
    },
    message: async () => {},
    stream(channel) {
      const rules = streamRules[channel.split(":", 1)[0] ?? ""];
      if (!rules) throw new HubError(102);
      return rules;
    },
    onError: (error) => errors.push(error),
  });
  return { core, errors };
}

function encodeFrame(name: "json" | "protobuf", commands: readonly object[]): Buffer {
  if (name === "json") return Buffer.from(commands.map((one) => JSON.stringify(one)).join("\n"));
  const messages = commands.map((one) => {
    const bytes = CommandType.encode(CommandType.fromObject(one)).finish();
    return Buffer.from(bytes);
  });
  return joinDelimited(messages);
}

const channel = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      "plain:a",
      "history:a",
      "history:own",
      "cache:a",
      "room:a",
      "chatty:a",
      "short:x",
      "nothing:a",
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
);
const position = { offset: fc.nat(20), epoch: fc.constantFrom("", "old") };
const id = fc.integer({ min: 1, max: 1_000_000 });

const connect = fc.record({ id, connect: fc.record({ token: fc.constantFrom("", "ada", "bad") }) });

/** Everything that a connected client may say. */
const lawful = fc.oneof(
  fc.record({
    id,
    subscribe: fc.record({
      channel,
      recover: fc.boolean(),
      ...position,
      flag: fc.constantFrom(0, 1, 2),
      join_leave: fc.boolean(),
    }),
  }),
  fc.record({ id, unsubscribe: fc.record({ channel }) }),
  fc.record({ id, presence: fc.record({ channel }) }),
  fc.record({ id, presence_stats: fc.record({ channel }) }),
  fc.record({
    id,
    history: fc.record({ channel, limit: fc.integer({ min: -2, max: 5 }), reverse: fc.boolean() }),
  }),
  fc.record({ id, rpc: fc.record({ method: fc.constantFrom("echo", "fail") }) }),
  fc.record({ id, ping: fc.constant({}) }),
  fc.record({ id, refresh: fc.record({ token: fc.string() }) }),
  fc.record({ id, sub_refresh: fc.record({ channel, token: fc.string() }) }),
  fc.constant({}),
);

/** A second connect is a violation, so there are few of them. */
const command = fc.oneof({ weight: 60, arbitrary: lawful }, { weight: 1, arbitrary: connect });

type Step =
  | { does: "frame"; commands: readonly object[] }
  | { does: "bytes"; bytes: Uint8Array }
  | { does: "publish" | "unsubscribe" | "subscribe"; channel: string }
  | { does: "rest" };

const orderly = fc.record({
  does: fc.constant("frame" as const),
  commands: fc.array(command, { minLength: 1, maxLength: 6 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 30, arbitrary: orderly },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant("bytes" as const),
      bytes: fc.uint8Array({ maxLength: 200 }),
    }),
  },
  {
    weight: 20,
    arbitrary: fc.record({
      does: fc.constantFrom("publish" as const, "unsubscribe" as const, "subscribe" as const),
      channel,
    }),
  },
  { weight: 10, arbitrary: fc.constant({ does: "rest" as const }) },
);

const rest = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function take(core: HubCore, client: FakeClient, name: "json" | "protobuf", one: Step) {
  switch (one.does) {
    case "frame":
      return client.session.receive(encodeFrame(name, one.commands));
    case "bytes":
      return client.session.receive(one.bytes);
    case "publish":
      return publish(core, one.channel);
    case "subscribe":
      // Not awaited: the next steps run while the stream is being read.
      subscribeServerSide(core, client.session, one.channel, {}).catch(() => {});
      return undefined;
    case "unsubscribe":
      for (const [channelName, subscription] of client.session.subscriptions) {
        if (channelName === one.channel) unsubscribe(core, subscription);
      }
      return undefined;
    default:
      return rest();
  }
}

async function publish(core: HubCore, to: string): Promise<void> {
  const rules = streamRules[to.split(":", 1)[0] ?? ""];
  if (!rules) return;
  await core.broker.publish({
    channel: to,
    rules,
    publication: { data: "1" },
    skipHistory: false,
    ephemeral: false,
    coalesceKey: undefined,
    idempotencyKey: undefined,
    position: undefined,
  });
}

/** Replies by id: no id answered more often than it was asked. */
function countById(messages: readonly object[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const message of messages) {
    const { id: one } = message as { id?: number };
    if (one) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

/** Offsets of a stream only grow between two subscriptions to it. */
function assertOrder(replies: readonly Record<string, unknown>[]): void {
  const last = new Map<string, number>();
  for (const { push, subscribe, connect: connected } of replies as Record<
    string,
    Record<string, unknown>
  >[]) {
    if (subscribe || connected || push?.["subscribe"]) last.clear();
    const pub = push?.["pub"] as { offset?: number } | undefined;
    if (!pub?.offset) continue;
    const name = String(push?.["channel"]);
    expect(pub.offset).toBe((last.get(name) ?? pub.offset - 1) + 1);
    last.set(name, pub.offset);
  }
}

test.each(["json", "protobuf"] as const)(
  "no frames and no order of commands break a hub or leave anything behind (%s)",
  async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const { core, errors } = createFuzzedHub();
        const client = addFakeClient(core, name);
        client.session.receive(encodeFrame(name, [{ id: 1, connect: { token: "ada" } }]));
        const asked: object[] = [{ id: 1 }];
        for (const one of steps) {
          if (one.does === "frame" && client.session.state !== "closed")
            asked.push(...one.commands);
          await take(core, client, name, one);
        }
        for (let turn = 0; turn < 20; turn += 1) await rest();

        expect(errors).toEqual([]);
        const wanted = countById(asked);
        const answered = countById(client.replies);
        for (const [one, count] of answered)
          expect(count).toBeLessThanOrEqual(wanted.get(one) ?? 0);
        const isConnected = client.session.state === "connected";
        expect(isConnected ? answered : undefined).toEqual(isConnected ? wanted : undefined);
        expect(client.closed).toHaveLength(isConnected ? 0 : 1);
        assertOrder(client.replies);

        client.session.closed();
        expect(core.sessions.size).toBe(0);
        expect(core.streams.size).toBe(0);
        expect((await core.broker.presenceStats("room:a")).clients).toBe(0);
      }),
      { numRuns: 400 },
    );
  },
);

test.each(["json", "protobuf"] as const)("any bytes are commands or a bad frame (%s)", (name) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
      let problem = "";
      try {
        codecs[name].decode(bytes);
      } catch (error) {
        problem = (error as Error).name;
      }
      expect(["", "BadFrame"]).toContain(problem);
    }),
    { numRuns: 5_000 },
  );
});

test("both protocols read the same command the same way", () => {
  fc.assert(
    fc.property(command, (one) => {
      const [fromJson] = codecs.json.decode(encodeFrame("json", [one]));
      const [fromProtobuf] = codecs.protobuf.decode(encodeFrame("protobuf", [one]));
      expect(fromProtobuf).toEqual(fromJson);
    }),
    { numRuns: 2_000 },
  );
});
