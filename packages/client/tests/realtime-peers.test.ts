import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildReference, startReference } from "../../hub/tests/conformance/build-reference.ts";
import { createContext, type CaseContext } from "../../hub/tests/conformance/case.ts";
import { startHubTarget } from "../../hub/tests/conformance/start-hub-target.ts";
import type { Target } from "../../hub/tests/conformance/target.ts";
import { openSocket } from "../src/adapters/realtime/open-socket.ts";

// The same against our hub and against a server on the official library of the protocol.
const built = await buildReference();
const reason = "reason" in built ? built.reason : undefined;
const program = "program" in built ? built.program : "";

describe("our hub", () => {
  speaks(startHubTarget);
});
describe.skipIf(reason)("the official library", () => {
  speaks(() => startReference(program));
});
// oxlint-disable-next-line vitest/expect-expect -- it only puts the reason into the report
test.for(reason === undefined ? [] : [reason])(
  "the official library is not spoken to: %s",
  (why, { skip }) => skip(why),
);

function speaks(start: () => Promise<Target>): void {
  let target: Target;
  let count = 0;
  beforeAll(async () => {
    target = await start();
  });
  afterAll(() => target.close());

  /** A connection of a user whom the server subscribes to a feed, and what it hears. */
  async function open(onFinished: (task: () => void) => void) {
    count += 1;
    const id = `sdk-${count}`;
    const lane = { transport: "websocket", protocol: "json" } as const;
    const at: CaseContext = createContext(target, lane, id, onFinished);
    const feed = `history:feed-${id}`;
    const token = () => at.token({ sub: id, channels: [feed] });
    const heard: unknown[] = [];
    let pongs = 0;
    class CountingSocket extends WebSocket {
      override send(text: string): void {
        if (text === "{}") pongs += 1;
        super.send(text);
      }
    }
    const connection = openSocket({
      webSocket: CountingSocket,
      url: `${target.origin.replace("http", "ws")}/connection/websocket`,
      token: await token(),
      getToken: token,
      listener: {
        onConnecting: () => heard.push("connecting"),
        onConnected: () => heard.push("connected"),
        onDisconnected: ({ unauthorized }) => heard.push({ unauthorized }),
        onFeedSubscribed: ({ continuity }) => heard.push(continuity),
        onFeedPublication: (data) => heard.push(data),
      },
    });
    onFinished(() => connection.close());
    connection.connect();
    await expect.poll(() => heard).toEqual(["connecting", "connected", "fresh"]);
    heard.length = 0;
    const say = (channel: string, data: unknown) => at.api("publish", { channel, data });
    return { at, id, feed, connection, heard, say, pongs: () => pongs };
  }

  test("what the feed missed while it was away comes when it is back, in order", async ({
    onTestFinished,
  }) => {
    const { feed, connection, heard, say } = await open(onTestFinished);
    await say(feed, { n: 1 });
    await expect.poll(() => heard).toEqual([{ n: 1 }]);
    connection.disconnect();
    for (const n of [2, 3, 4]) await say(feed, { n });
    connection.connect();
    const missed = [{ n: 2 }, { n: 3 }, { n: 4 }];
    await expect.poll(() => heard.slice(3)).toEqual(["recovered", ...missed]);
  });

  test("a stream of its own token is followed, left, and followed again", async ({
    onTestFinished,
  }) => {
    const { at, id, connection, say } = await open(onTestFinished);
    const channel = `history:room-${id}`;
    const heard: unknown[] = [];
    const follow = () =>
      connection.subscribe(channel, {
        getToken: () => at.token({ sub: id, channel }),
        onSubscribed: ({ continuity }) => heard.push(continuity),
        onPublication: (data) => heard.push(data),
        onEnded: (why) => heard.push(`ended: ${why}`),
      });
    const stop = follow();
    await expect.poll(() => heard).toEqual(["fresh"]);
    await say(channel, "one");
    await expect.poll(() => heard.length).toBe(2);
    connection.lose?.();
    await say(channel, "two");
    await expect.poll(() => heard).toEqual(["fresh", "one", "recovered", "two"]);
    stop();
    await say(channel, "three");
    follow();
    await expect.poll(() => heard.at(-1)).toBe("fresh");
    expect(heard).not.toContain("three");
  });

  test("a stream that may not be followed ends, and the connection stays", async ({
    onTestFinished,
  }) => {
    const { at, id, feed, connection, heard, say } = await open(onTestFinished);
    const ends: string[] = [];
    connection.subscribe(`nowhere:${id}`, {
      getToken: () => at.token({ sub: id, channel: `nowhere:${id}` }),
      onSubscribed: () => ends.push("subscribed"),
      onPublication: () => undefined,
      onEnded: (why) => ends.push(why),
    });
    await expect.poll(() => ends).toEqual([expect.stringMatching(/unknown channel/)]);
    await say(feed, "still there");
    await expect.poll(() => heard).toEqual(["still there"]);
  });

  test("pings are answered: it is still there after several of them", async ({
    onTestFinished,
  }) => {
    const { feed, heard, say, pongs } = await open(onTestFinished);
    await expect.poll(pongs).toBeGreaterThanOrEqual(3);
    await say(feed, "still there");
    await expect.poll(() => heard).toEqual(["still there"]);
  });

  test("who is put out for good is told so", async ({ onTestFinished }) => {
    const { at, id, heard } = await open(onTestFinished);
    await at.api("disconnect", { user: id });
    await expect.poll(() => heard).toEqual([{ unauthorized: true }]);
  });
}
