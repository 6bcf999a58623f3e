import { seqCursor } from "@natter/contract/seq-cursor";
import type { UserEvent } from "@natter/contract";
import type { ErrorCode } from "@natter/contract/errors";
import { errorCatalogue } from "@natter/contract/errors";
import type { RouteName } from "@natter/contract/paths";
import { publishEvent, streamOf, type Listeners } from "./model-publish.ts";
import { readCall, type Call } from "./model-call.ts";
import {
  addMessage,
  changeMode,
  createModelChannel,
  deleteMessage,
  editMessage,
  joinChannel,
  leaveChannel,
  modelUser,
  reactTo,
  tellNow,
  unreadOf,
  viewChannel,
  type ModelChannel,
} from "./model-channel.ts";

/** What to do instead of answering: `lost` carries the call out and loses the answer. */
export type Fault = "network" | "lost" | { status: number; code?: ErrorCode; retryAfter?: number };

/** A chat server in memory behind `fetch`. A token is the user's id. */
export type ModelServer = Listeners & {
  readonly fetch: typeof fetch;
  readonly channels: Map<string, ModelChannel>;
  readonly calls: Call[];
  /** Decides about each call before it is carried out; null lets it pass. */
  fault: (call: Call) => Fault | null;
  /** Answers a call in the model's place, if it has something to say. */
  answer: (call: Call) => object | undefined;
  /** Answers what the model knows nothing of. */
  unknown: (call: Call) => object;
  /** Holds answers back until the promise is there. */
  delay: (call: Call) => Promise<void> | null;
  /** Tokens that are refused as expired. */
  readonly expired: Set<string>;
  /** Users who are there. */
  readonly online: Set<string>;
  /** Told when somebody may not hear a channel's streams any more. */
  onShut: (userId: string, cid: string) => void;
  channel(cid: string, members?: readonly string[]): ModelChannel;
  callsOf(name: RouteName): readonly Call[];
  /** Somebody comes into a channel, or goes; the same as with the real server, told on its line and on their own. */
  join(cid: string, userId: string): void;
  leave(cid: string, userId: string): void;
  remove(cid: string): void;
  /** The channel turns large or small; told both ways, so that nobody misses it. */
  changeMode(cid: string, mode: ModelChannel["mode"]): void;
  /** Publishes what the channel's log got since the last time. */
  publish(): void;
};

type Refusal = { code: ErrorCode };
/** Each user's own line. */
type UserLines = Map<string, UserEvent[]>;
const pageSize = 50;

export function createModelServer(): ModelServer {
  const published = new Map<string, number>();
  const userLines: UserLines = new Map();

  const server: ModelServer = {
    channels: new Map(),
    calls: [],
    expired: new Set(),
    online: new Set(),
    fault: () => null,
    answer: () => undefined,
    unknown: ({ name }) => {
      throw new Error(`The model does not answer ${name}.`);
    },
    delay: () => null,
    onPublish: () => undefined,
    onStream: () => undefined,
    onShut: () => undefined,
    callsOf: (name) => server.calls.filter((call) => call.name === name),
    channel(cid, members = ["ada", "bob"]) {
      const channel = server.channels.get(cid) ?? createModelChannel(cid, members);
      server.channels.set(cid, channel);
      return channel;
    },
    join(cid, userId) {
      const channel = server.channel(cid);
      if (!joinChannel(channel, userId)) return;
      server.publish();
      tell(server, userLines, userId, {
        type: "notification.channel_added",
        channel: viewChannel(channel, userId),
      });
    },
    leave(cid, userId) {
      if (!leaveChannel(server.channel(cid), userId)) return;
      server.publish();
      server.onShut(userId, cid);
      tell(server, userLines, userId, { type: "notification.channel_removed", cid });
    },
    remove(cid) {
      const channel = server.channels.get(cid);
      if (channel === undefined) return;
      server.channels.delete(cid);
      for (const userId of channel.members.keys()) {
        tell(server, userLines, userId, { type: "notification.channel_removed", cid });
        server.onShut(userId, cid);
      }
    },
    changeMode(cid, mode) {
      const channel = server.channel(cid);
      if (channel.mode === mode) return;
      server.publish();
      changeMode(channel, mode);
      const event = channel.log.at(-1);
      published.set(cid, channel.eventSeq);
      if (event === undefined) return;
      server.onPublish([...channel.members.keys()], event);
      server.onStream(streamOf(cid), event);
    },
    publish() {
      for (const channel of server.channels.values()) {
        const { cid, eventSeq, log } = channel;
        const from = published.get(cid) ?? 0;
        published.set(cid, eventSeq);
        if (from === eventSeq) continue;
        for (const event of log.filter((one) => one.eventSeq > from)) {
          publishEvent(server, channel, event);
        }
      }
    },
    async fetch(input, init) {
      const call = readCall(String(input), init);
      server.calls.push(call);
      const fault = server.fault(call);
      if (fault === "network") throw new TypeError("fetch failed");
      if (fault !== null && typeof fault === "object") return refuse(fault);
      const answer = server.expired.has(call.userId)
        ? refuse({ status: 401, code: "auth.token_expired" })
        : carryOut(call);
      server.publish();
      await server.delay(call);
      if (fault === "lost") throw new TypeError("fetch failed");
      return answer;
    },
  };

  function carryOut(call: Call): Response {
    const found = server.answer(call) ?? answerOf(server, call, userLines);
    if (found === undefined) return new Response(null, { status: 204 });
    if (isRefusal(found)) return refuse({ status: errorCatalogue[found.code].status, ...found });
    return new Response(JSON.stringify(found), { status: 200 });
  }

  return server;
}

function answerOf(server: ModelServer, call: Call, userLines: UserLines): object | undefined {
  const { name, userId, params, query, body } = call;
  const channel =
    server.channels.get(params["cid"] ?? "") ?? channelOf(server, params["messageId"]);
  const at = new Date(0).toISOString();
  switch (name) {
    case "me.get":
      return { user: { ...modelUser(userId), custom: {}, createdAt: at, updatedAt: at } };
    case "spaces.list":
    case "drafts.list":
      return { items: [], next: null, previous: null };
    case "channels.list": {
      const joined = [...server.channels.values()].filter(({ members }) => members.has(userId));
      return { items: joined.map((one) => viewChannel(one, userId)), next: null, previous: null };
    }
    case "sync.run":
      return syncModel(server, call, userLineOf(userLines, userId));
    case "presence.get":
      return {
        items: (query["userIds"] ?? "").split(",").map((id) => ({
          userId: id,
          online: server.online.has(id),
          status: server.online.has(id) ? "online" : "offline",
          lastSeenAt: null,
        })),
      };
    case "realtime.token":
      return { token: userId, expiresAt: at, path: "/connection/websocket" };
    case "realtime.subscribe": {
      const cid = String(body["cid"]);
      const open = server.channels.get(cid);
      if (!open?.members.has(userId)) return { code: "channel.not_found" };
      const durable = open.mode === "room" ? { channel: streamOf(cid), token: userId } : null;
      return { signals: { channel: `ev:test.${cid}`, token: userId }, durable };
    }
    case "readState.receipts":
      return { items: [] };
    case "readState.markDelivered":
    case "typing.set":
      return undefined;
    default:
  }
  if (channel === undefined || !channel.members.has(userId)) return { code: "channel.not_found" };
  switch (name) {
    case "channels.get":
      return { channel: viewChannel(channel, userId) };
    case "messages.list":
      return listMessages(channel, query);
    case "events.list":
      if (query["epoch"] !== channel.epoch) return { code: "sync.resync" };
      if (isTrimmed(channel, Number(query["after"]))) return { code: "sync.resync" };
      return listEvents(channel, Number(query["after"]), Number(query["limit"]));
    case "messages.send":
      return { message: addMessage(channel, userId, body as { text: string }) };
    case "messages.edit":
      return { message: editMessage(channel, params["messageId"] ?? "", String(body["text"])) };
    case "messages.delete":
      return { message: deleteMessage(channel, params["messageId"] ?? "") };
    case "reactions.add":
    case "reactions.remove": {
      const { messageId = "", type = "" } = params;
      return { message: reactTo(channel, messageId, userId, type, name === "reactions.add") };
    }
    case "readState.mark":
    case "readState.markUnread":
      return markRead(server, channel, call, userLines);
    default:
      return server.unknown(call);
  }
}

function listMessages(channel: ModelChannel, query: Record<string, string>): object {
  const { messages } = channel;
  const indexOf = (at: string | undefined) =>
    messages.findIndex(({ id, seq }) => id === at || seqCursor(seq) === at);
  let from = Math.max(0, messages.length - pageSize);
  let to = messages.length;
  if (query["before"] !== undefined) {
    to = indexOf(query["before"]);
    from = Math.max(0, to - pageSize);
  } else if (query["after"] !== undefined) {
    from = indexOf(query["after"]) + 1;
    to = Math.min(messages.length, from + pageSize);
  } else if (query["around"] !== undefined) {
    from = Math.max(0, indexOf(query["around"]) - pageSize / 2);
    to = Math.min(messages.length, from + pageSize);
  }
  return {
    items: messages.slice(from, to),
    previous: from > 0 ? "older" : null,
    next: to < messages.length ? "newer" : null,
    position: { epoch: channel.epoch, eventSeq: channel.eventSeq },
  };
}

/** Whether the log has forgotten something that came after a position, or never reached it. */
function isTrimmed({ log, eventSeq }: ModelChannel, after: number): boolean {
  const oldest = log[0]?.eventSeq ?? eventSeq + 1;
  return after < oldest - 1 || after > eventSeq;
}

function listEvents(channel: ModelChannel, after: number, limit: number): object {
  const missed = channel.log.filter(({ eventSeq }) => eventSeq > after);
  const items = missed.slice(0, limit).map((event) => tellNow(channel, event));
  return { items, more: missed.length > limit };
}

function userLineOf(lines: UserLines, userId: string): UserEvent[] {
  const line = lines.get(userId) ?? [];
  lines.set(userId, line);
  return line;
}

/** Adds an event to somebody's own line and publishes it. */
function tell(
  server: ModelServer,
  lines: UserLines,
  userId: string,
  payload: { readonly type: UserEvent["type"]; readonly [field: string]: unknown },
): void {
  const line = userLineOf(lines, userId);
  const envelope = { userSeq: line.length + 1, epoch: "u1", at: new Date(0).toISOString() };
  const event = { ...envelope, ...payload } as unknown as UserEvent; // ids of the model are plain strings
  line.push(event);
  server.onPublish([userId], event);
}

type Held = { readonly cid: string; readonly epoch: string; readonly eventSeq: number };
const mostEvents = 1_000;

/** The sync of SYNC-21 to SYNC-26, as plainly as it can be said. A cursor is how far the own line is held. */
function syncModel(
  server: ModelServer,
  { userId, body }: Call,
  line: readonly UserEvent[],
): object {
  const held = (body["channels"] ?? []) as readonly Held[]; // the client's own body
  const cursor = body["cursor"] === undefined ? null : Number(body["cursor"]);
  let left = mostEvents;
  let more = false;
  const listed = held.map(({ cid, epoch, eventSeq }) => {
    const channel = server.channels.get(cid);
    if (!channel?.members.has(userId)) return { status: "gone", cid };
    const missed = channel.log.filter((event) => event.eventSeq > eventSeq);
    const isWhole = missed.length === channel.eventSeq - eventSeq;
    if (epoch !== channel.epoch || !isWhole || missed.length > mostEvents) {
      return { status: "resync", cid, channel: viewChannel(channel, userId) };
    }
    const items = missed.slice(0, left).map((event) => tellNow(channel, event));
    left -= items.length;
    more ||= items.length < missed.length;
    const position = { epoch, eventSeq: eventSeq + items.length };
    return items.length === 0 ? null : { status: "events", cid, items, position };
  });
  const known = new Set(held.map(({ cid }) => cid));
  const others = [...server.channels.values()]
    .filter(({ cid, members }) => members.has(userId) && !known.has(cid))
    .map((one) => ({ status: "new", cid: one.cid, channel: viewChannel(one, userId) }));
  return {
    user: {
      status: cursor === null ? "resync" : "events",
      items:
        cursor === null ? [] : line.slice(cursor).map((one) => tellOwnNow(server, one, userId)),
      position: { epoch: "u1", userSeq: line.length },
    },
    channels: [...listed.filter((one) => one !== null), ...others],
    cursor: String(line.length),
    more,
  };
}

/** Events are views: a channel that was joined is told as it is now. */
function tellOwnNow({ channels }: ModelServer, event: UserEvent, userId: string): UserEvent {
  if (event.type !== "notification.channel_added") return event;
  const channel = channels.get(event.channel.cid);
  return channel?.members.has(userId) ? { ...event, channel: viewChannel(channel, userId) } : event;
}

function markRead(
  server: ModelServer,
  channel: ModelChannel,
  { name, userId, body }: Call,
  userLines: UserLines,
): object {
  const reading = channel.members.get(userId) ?? { generation: 0, seq: 0 };
  const before = { generation: reading.generation, seq: reading.seq };
  const seq = Number(body["seq"]);
  const after =
    name === "readState.markUnread"
      ? { generation: before.generation + 1, seq: seq - 1 }
      : Number(body["generation"]) === before.generation && seq > before.seq
        ? { ...before, seq }
        : before;
  const { cid, eventSeq } = channel;
  channel.members.set(userId, { ...reading, ...after });
  const unread = unreadOf(channel, userId);
  if (after !== before) {
    server.publish();
    const counted = { unread, messageSeq: channel.messages.length, eventSeq };
    tell(server, userLines, userId, {
      ...{ type: "notification.read", cid, watermark: after },
      ...counted,
    });
  }
  return { cid, watermark: after, unread };
}

function channelOf(server: ModelServer, messageId: string | undefined): ModelChannel | undefined {
  return [...server.channels.values()].find(({ messages }) =>
    messages.some(({ id }) => id === messageId),
  );
}

function isRefusal(answer: object): answer is Refusal {
  return "code" in answer;
}

function refuse({ status, code, retryAfter }: Exclude<Fault, string>): Response {
  const error = { code: code ?? "internal", message: "Refused by the model.", requestId: "r1" };
  const headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  return new Response(JSON.stringify({ error }), { status, headers });
}
