import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openSocket } from "./open-socket.ts";
import { RealtimeRefused, type Subscribed } from "./port.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Command = { readonly id: number } & Record<string, Record<string, unknown>>;

/** A socket whose other end is the test. */
class ScriptedSocket {
  static opened: ScriptedSocket[] = [];
  static get last(): ScriptedSocket {
    return ScriptedSocket.opened.at(-1) as ScriptedSocket; // the test opened one
  }
  readonly listeners = new Map<string, (said: object) => void>();
  readonly sent: string[] = [];
  closed = false;

  constructor() {
    ScriptedSocket.opened.push(this);
  }
  addEventListener(type: string, listener: (said: object) => void): void {
    this.listeners.set(type, listener);
  }
  say(type: string, said: object = {}): void {
    this.listeners.get(type)?.(said);
  }
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
  hear(...replies: object[]): void {
    this.say("message", { data: replies.map((reply) => JSON.stringify(reply)).join("\n") });
  }
  end(code: number, reason = ""): void {
    this.say("close", { code, reason });
  }
  /** What was asked for last by a method. */
  asked(method: string): Command {
    const commands = this.sent.map((text) => JSON.parse(text) as Command);
    return commands.findLast((command) => method in command) as Command; // or the test fails
  }
  async answer(method: string, result: object): Promise<void> {
    this.hear({ id: this.asked(method).id, [method]: result });
    await settled();
  }
  async refuse(method: string, code: number, temporary = false): Promise<void> {
    this.hear({ id: this.asked(method).id, error: { code, message: `no ${method}`, temporary } });
    await settled();
  }
}

const settled = () => vi.advanceTimersByTimeAsync(0);
const nextTry = () => vi.advanceTimersByTimeAsync(2_100);

function open(getToken = async () => "next token") {
  ScriptedSocket.opened = [];
  const heard: unknown[] = [];
  const connection = openSocket({
    ...{ url: "ws://none.test", token: "first token", getToken, webSocket: ScriptedSocket },
    listener: {
      onConnecting: () => heard.push("connecting"),
      onConnected: () => heard.push("connected"),
      onDisconnected: (why) => heard.push(why),
      onFeedSubscribed: (how) => heard.push(how.continuity),
      onFeedPublication: (data) => heard.push(data),
    },
  });
  return { connection, heard };
}

const feed = { recoverable: true, epoch: "e", offset: 7 };

async function openConnected(result: object = {}, getToken?: () => Promise<string>) {
  const opened = open(getToken);
  opened.connection.connect();
  await settled();
  ScriptedSocket.last.say("open");
  await ScriptedSocket.last.answer("connect", { subs: { "user:ada": feed }, ...result });
  return opened;
}

function follow(
  { connection }: ReturnType<typeof open>,
  tokens: (() => Promise<string>) | null = null,
) {
  const heard: unknown[] = [];
  const stop = connection.subscribe("room", {
    getToken: tokens ?? (async () => "stream token"),
    onSubscribed: ({ continuity }: Subscribed) => heard.push(continuity),
    onPublication: (data) => heard.push(data),
    onEnded: (reason) => heard.push(`ended: ${reason}`),
  });
  return { heard, stop };
}

test("it greets with the token, and hands on the feed in the order it comes, several words in a frame", async () => {
  const { heard } = await openConnected();
  expect(ScriptedSocket.last.asked("connect")["connect"]).toMatchObject({ token: "first token" });
  ScriptedSocket.last.hear(
    { push: { channel: "user:ada", pub: { data: 1, offset: 8 } } },
    { push: { channel: "user:ada", pub: { data: 2, offset: 9 } } },
    { push: { channel: "somebody else's", pub: { data: 3 } } },
  );
  expect(heard).toEqual(["connecting", "connected", "fresh", 1, 2]);
});

test("what is lost is asked for from where it was heard last, the feed and each stream", async () => {
  const opened = await openConnected();
  const room = follow(opened);
  await settled();
  await ScriptedSocket.last.answer("subscribe", { recoverable: true, epoch: "r", offset: 3 });
  ScriptedSocket.last.hear(
    { push: { channel: "room", pub: { data: "a", offset: 4 } } },
    { push: { channel: "user:ada", pub: { data: "b", offset: 8 } } },
  );
  ScriptedSocket.last.end(1006);
  expect(opened.heard.at(-1)).toBe("connecting");
  await nextTry();
  ScriptedSocket.last.say("open");
  expect(ScriptedSocket.last.asked("connect")["connect"]).toMatchObject({
    subs: { "user:ada": { recover: true, epoch: "e", offset: 8 } },
  });
  const missed = {
    publications: [{ data: "c", offset: 9 }],
    recovered: true,
    was_recovering: true,
  };
  await ScriptedSocket.last.answer("connect", { subs: { "user:ada": { ...feed, ...missed } } });
  expect(opened.heard.slice(-3)).toEqual(["connected", "recovered", "c"]);
  expect(ScriptedSocket.last.asked("subscribe")["subscribe"]).toEqual({
    ...{ channel: "room", token: "stream token", recover: true, epoch: "r", offset: 4 },
  });
  await ScriptedSocket.last.answer("subscribe", { recoverable: true, was_recovering: true });
  expect(room.heard).toEqual(["fresh", "a", "lost"]);
});

test("a ping is answered if that is wanted, and a server that is silent is left for another try", async () => {
  await openConnected({ ping: 25, pong: true });
  const first = ScriptedSocket.last;
  await vi.advanceTimersByTimeAsync(30_000);
  first.hear({});
  expect(first.sent.at(-1)).toBe("{}");
  await vi.advanceTimersByTimeAsync(34_000);
  expect(first.closed).toBe(false);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(first.closed).toBe(true);
  await nextTry();
  expect(ScriptedSocket.opened).toHaveLength(2);
});

test("an end that is meant for good is told and not tried against; who is signed out is told apart", async () => {
  for (const [code, unauthorized] of [
    [3500, true],
    [3501, false],
    [4501, false],
  ] as const) {
    const { heard } = await openConnected();
    ScriptedSocket.last.end(code, "enough");
    expect(heard.at(-1)).toEqual({ reason: "enough", unauthorized });
    await nextTry();
    expect(ScriptedSocket.opened).toHaveLength(1);
  }
});

test("an expired token is renewed: at the greeting, before it ends, and for a stream", async () => {
  const opened = open();
  opened.connection.connect();
  await settled();
  ScriptedSocket.last.say("open");
  await ScriptedSocket.last.refuse("connect", 109);
  await nextTry();
  ScriptedSocket.last.say("open");
  expect(ScriptedSocket.last.asked("connect")["connect"]).toMatchObject({ token: "next token" });
  await ScriptedSocket.last.answer("connect", { expires: true, ttl: 60 });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ScriptedSocket.last.asked("refresh")["refresh"]).toEqual({ token: "next token" });
  await ScriptedSocket.last.answer("refresh", { expires: true, ttl: 60 });
  let tokens = 0;
  const room = follow(opened, async () => `stream token ${(tokens += 1)}`);
  await settled();
  await ScriptedSocket.last.refuse("subscribe", 109);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(ScriptedSocket.last.asked("subscribe")["subscribe"]).toMatchObject({
    token: "stream token 2",
  });
  await ScriptedSocket.last.answer("subscribe", { expires: true, ttl: 30 });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(ScriptedSocket.last.asked("sub_refresh")["sub_refresh"]).toEqual({
    ...{ channel: "room", token: "stream token 3" },
  });
  expect(room.heard).toEqual(["fresh"]);
});

test("where no token is to be had any more the connection ends, and a stream", async () => {
  const refused = async () => {
    throw new RealtimeRefused("Signed out.");
  };
  const opened = await openConnected({ expires: true, ttl: 10 }, refused);
  const room = follow(opened, refused);
  await settled();
  expect(room.heard).toEqual(["ended: Signed out."]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(opened.heard.at(-1)).toEqual({ reason: "Signed out.", unauthorized: true });
  await nextTry();
  expect(ScriptedSocket.opened).toHaveLength(1);
});

test("a stream that the server ends for now is asked for again, one that it ends for good is not", async () => {
  const opened = await openConnected();
  const room = follow(opened);
  await settled();
  await ScriptedSocket.last.answer("subscribe", { recoverable: true, epoch: "r", offset: 3 });
  const unsubscribe = (code: number) =>
    ScriptedSocket.last.hear({ push: { channel: "room", unsubscribe: { code, reason: "moved" } } });
  unsubscribe(2500);
  await vi.advanceTimersByTimeAsync(1_000);
  await ScriptedSocket.last.answer("subscribe", { was_recovering: true, recovered: true });
  unsubscribe(2000);
  await nextTry();
  expect(room.heard).toEqual(["fresh", "recovered", "ended: moved"]);
  expect(opened.heard.at(-1)).toBe("fresh");
});

test("who leaves is told nothing more, and whoever stops following tells the server", async () => {
  const opened = await openConnected();
  const room = follow(opened);
  await settled();
  await ScriptedSocket.last.answer("subscribe", {});
  room.stop();
  expect(ScriptedSocket.last.asked("unsubscribe")["unsubscribe"]).toEqual({ channel: "room" });
  ScriptedSocket.last.hear({ push: { channel: "room", pub: { data: "late" } } });
  opened.connection.close();
  expect(ScriptedSocket.last.closed).toBe(true);
  ScriptedSocket.last.hear({ push: { channel: "user:ada", pub: { data: "late", offset: 8 } } });
  await nextTry();
  expect([room.heard, opened.heard.at(-1), ScriptedSocket.opened.length]).toEqual([
    ["fresh"],
    "fresh",
    1,
  ]);
});

test("a hint that the network is back is a try at once, and one that it is gone an end", async () => {
  const { connection, heard } = await openConnected();
  connection.lose?.();
  expect([ScriptedSocket.last.closed, heard.at(-1)]).toEqual([true, "connecting"]);
  connection.hurry?.();
  await settled();
  expect(ScriptedSocket.opened).toHaveLength(2);
});

test("a server that does not answer, or says what is no word of the protocol, is left for another try", async () => {
  const opened = await openConnected();
  follow(opened);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ScriptedSocket.last.closed).toBe(true);
  await nextTry();
  const second = ScriptedSocket.last;
  second.say("open");
  second.say("message", { data: "nonsense" });
  expect(second.closed).toBe(true);
});

test("a call over the connection is answered, refused, or rejected where there is none", async () => {
  const { connection } = await openConnected();
  const answered = connection.rpc?.("messages.send", { text: "hi" });
  await ScriptedSocket.last.answer("rpc", { data: { done: true } });
  expect(await answered).toEqual({ done: true });
  const refused = connection.rpc?.("messages.send", {});
  const outcome = refused?.catch((error: unknown) => error);
  await ScriptedSocket.last.refuse("rpc", 400);
  expect(await outcome).toMatchObject({ code: 400 });
  connection.disconnect();
  await expect(connection.rpc?.("messages.send", {})).rejects.toThrow("not there");
});
