import type { Command, RecoverFrom } from "../protocol.ts";
import { BadFrame } from "./codec.ts";
import { parseExactly } from "./exact-json.ts";
import { isDeeperThan } from "./json-depth.ts";

/**
 * Reads one decoded Protobuf command. A payload that is no JSON makes the command `unreadable`;
 * throws `BadFrame` for what the protocol forbids.
 */
export function commandFromProtobuf(decoded: object, jsonDepth: number): Command {
  const command = decoded as Decoded; // decoded by the schema: the fields have these types
  const { id } = command;
  for (const [method, read] of readers) {
    const fields = command[method];
    if (!fields) continue;
    try {
      return read(id, fields, jsonDepth);
    } catch (error) {
      if (error instanceof UnreadablePayload) return { id, method: "unreadable" };
      throw error;
    }
  }
  if (id === 0) return { id, method: "pong" };
  throw new BadFrame("no method");
}

type Long = { toNumber(): number };

/** Every field that some request has; absent ones hold their default. */
type Fields = {
  token: string;
  data: Uint8Array;
  name: string;
  version: string;
  subs: Record<string, Fields>;
  channel: string;
  method: string;
  recover: boolean;
  offset: number | Long;
  epoch: string;
  positioned: boolean;
  recoverable: boolean;
  join_leave: boolean;
  flag: number | Long;
  tf: Uint8Array;
  type: number;
  limit: number;
  since: Fields | null;
  reverse: boolean;
};

type Method = Exclude<Command["method"], "pong" | "unreadable">;
type Decoded = { id: number } & Partial<Record<Method, Fields | null>>;
type Reader = (id: number, fields: Fields, jsonDepth: number) => Command;

/** In the order in which the protocol looks for them: the first one present is meant. */
const readers: readonly (readonly [Method, Reader])[] = [
  ["connect", readConnect],
  ["subscribe", readSubscribe],
  ["unsubscribe", (id, { channel }) => ({ id, method: "unsubscribe", request: { channel } })],
  [
    "publish",
    (id, { channel, data }, depth) => ({
      id,
      method: "publish",
      request: { channel, data: JSON.stringify(payload(data, depth, parseExactly) ?? null) },
    }),
  ],
  ["presence", (id, { channel }) => ({ id, method: "presence", request: { channel } })],
  ["presence_stats", (id, { channel }) => ({ id, method: "presence_stats", request: { channel } })],
  ["history", readHistory],
  ["ping", (id) => ({ id, method: "ping" })],
  [
    "send",
    (id, { data }, depth) => ({ id, method: "send", request: { data: payload(data, depth) } }),
  ],
  [
    "rpc",
    (id, { method, data }, depth) => ({
      id,
      method: "rpc",
      request: { method, data: payload(data, depth) },
    }),
  ],
  ["refresh", (id, { token }) => ({ id, method: "refresh", request: { token } })],
  [
    "sub_refresh",
    (id, { channel, token }) => ({ id, method: "sub_refresh", request: { channel, token } }),
  ],
];

function readConnect(id: number, fields: Fields, jsonDepth: number): Command {
  const subs: Record<string, RecoverFrom> = Object.create(null);
  for (const [channel, sub] of Object.entries(fields.subs)) subs[channel] = recoverFrom(sub);
  const { token, name, version } = fields;
  const data = payload(fields.data, jsonDepth);
  return { id, method: "connect", request: { token, data, name, version, subs } };
}

function readSubscribe(id: number, fields: Fields, jsonDepth: number): Command {
  const { channel, token, positioned, recoverable, type } = fields;
  const request = {
    ...recoverFrom(fields),
    channel,
    token,
    data: payload(fields.data, jsonDepth),
    positioned,
    recoverable,
    joinLeave: fields.join_leave,
    flag: whole(fields.flag),
    hasFilter: fields.tf.length > 0,
    type,
  };
  return { id, method: "subscribe", request };
}

function readHistory(id: number, fields: Fields): Command {
  const { channel, limit, reverse } = fields;
  const since = fields.since ? recoverFrom(fields.since) : undefined;
  return { id, method: "history", request: { channel, limit, since, reverse } };
}

/** Also for messages without `recover`, where the field is absent. */
function recoverFrom(fields: Fields): RecoverFrom {
  const { recover = false, epoch } = fields;
  return { recover, offset: whole(fields.offset), epoch };
}

function whole(value: number | Long): number {
  const number = typeof value === "number" ? value : value.toNumber();
  if (!Number.isSafeInteger(number) || number < 0) throw new BadFrame("number");
  return number;
}

class UnreadablePayload extends Error {}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

function payload(data: Uint8Array, jsonDepth: number, parse = parseJson): unknown {
  if (data.length === 0) return undefined;
  try {
    const text = strictUtf8.decode(data);
    if (!isDeeperThan(text, jsonDepth)) return parse(text);
  } catch {
    // Not text, or no JSON.
  }
  throw new UnreadablePayload();
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}
