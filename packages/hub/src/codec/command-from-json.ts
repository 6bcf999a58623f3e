import type { Command, RecoverFrom, StreamPosition } from "../protocol.ts";
import { BadFrame } from "./codec.ts";
import { mayLoseDigits, parseExactly } from "./exact-json.ts";

/** Reads one parsed JSON command; throws `BadFrame` when a field has the wrong type. */
export function commandFromJson(value: unknown, source: string): Command {
  const command = object(value, "command");
  const id = whole(command["id"], "id");
  for (const [method, read] of readers) {
    if (command[method] !== undefined) return read(id, object(command[method], method), source);
  }
  if (id === 0) return { id, method: "pong" };
  throw new BadFrame("no method");
}

type Fields = Readonly<Record<string, unknown>>;
type Reader = (id: number, fields: Fields, source: string) => Command;

/** In the order in which the protocol looks for them: the first one present is meant. */
const readers: readonly (readonly [string, Reader])[] = [
  ["connect", readConnect],
  ["subscribe", readSubscribe],
  [
    "unsubscribe",
    (id, fields) => ({ id, method: "unsubscribe", request: { channel: channelOf(fields) } }),
  ],
  [
    "publish",
    (id, fields, source) => ({
      id,
      method: "publish",
      request: { channel: channelOf(fields), data: rawData(fields, source) },
    }),
  ],
  [
    "presence",
    (id, fields) => ({ id, method: "presence", request: { channel: channelOf(fields) } }),
  ],
  [
    "presence_stats",
    (id, fields) => ({ id, method: "presence_stats", request: { channel: channelOf(fields) } }),
  ],
  ["history", readHistory],
  ["ping", (id) => ({ id, method: "ping" })],
  ["send", (id, fields) => ({ id, method: "send", request: { data: fields["data"] } })],
  [
    "rpc",
    (id, fields) => ({
      id,
      method: "rpc",
      request: { method: text(fields["method"], "method"), data: fields["data"] },
    }),
  ],
  [
    "refresh",
    (id, fields) => ({ id, method: "refresh", request: { token: text(fields["token"], "token") } }),
  ],
  [
    "sub_refresh",
    (id, fields) => ({
      id,
      method: "sub_refresh",
      request: { channel: channelOf(fields), token: text(fields["token"], "token") },
    }),
  ],
];

function readConnect(id: number, fields: Fields): Command {
  const subs: Record<string, RecoverFrom> = Object.create(null);
  if (fields["subs"] != null) {
    for (const [channel, sub] of Object.entries(object(fields["subs"], "subs"))) {
      subs[channel] = recoverFrom(object(sub, "subs"));
    }
  }
  const request = {
    token: text(fields["token"], "token"),
    data: fields["data"],
    name: text(fields["name"], "name"),
    version: text(fields["version"], "version"),
    subs,
  };
  return { id, method: "connect", request };
}

function readSubscribe(id: number, fields: Fields): Command {
  const request = {
    ...recoverFrom(fields),
    channel: channelOf(fields),
    token: text(fields["token"], "token"),
    data: fields["data"],
    positioned: flag(fields["positioned"], "positioned"),
    recoverable: flag(fields["recoverable"], "recoverable"),
    joinLeave: flag(fields["join_leave"], "join_leave"),
    flag: whole(fields["flag"], "flag"),
    hasFilter: fields["tf"] != null,
    type: whole(fields["type"], "type"),
  };
  return { id, method: "subscribe", request };
}

function readHistory(id: number, fields: Fields): Command {
  const limit = fields["limit"] ?? 0;
  if (typeof limit !== "number" || !Number.isSafeInteger(limit)) throw new BadFrame("limit");
  const since: StreamPosition | undefined =
    fields["since"] == null ? undefined : recoverFrom(object(fields["since"], "since"));
  const request = {
    channel: channelOf(fields),
    limit,
    since,
    reverse: flag(fields["reverse"], "reverse"),
  };
  return { id, method: "history", request };
}

function recoverFrom(fields: Fields): RecoverFrom {
  return {
    recover: flag(fields["recover"], "recover"),
    offset: whole(fields["offset"], "offset"),
    epoch: text(fields["epoch"], "epoch"),
  };
}

function channelOf(fields: Fields): string {
  return text(fields["channel"], "channel");
}

/** The publisher's data as JSON text with every digit it wrote. */
function rawData(fields: Fields, source: string): string {
  const data = fields["data"];
  if (data === undefined) return "null";
  if (!mayLoseDigits(source)) return JSON.stringify(data);
  const exact = object(parseExactly(source), "command");
  return JSON.stringify(object(exact["publish"], "publish")["data"]);
}

function object(value: unknown, name: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadFrame(name);
  return value as Fields; // a JSON object: its keys are strings
}

function text(value: unknown, name: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") throw new BadFrame(name);
  return value;
}

function flag(value: unknown, name: string): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== "boolean") throw new BadFrame(name);
  return value;
}

function whole(value: unknown, name: string): number {
  if (value === undefined || value === null) return 0;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw new BadFrame(name);
  }
  return value;
}
