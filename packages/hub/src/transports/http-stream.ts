import type { IncomingMessage, ServerResponse } from "node:http";
import type { Codecs } from "../codec/codec.ts";
import { delimitedSize, writeDelimited } from "../codec/delimited.ts";
import { lineSize, writeLines } from "../codec/lines.ts";
import type { HubCore } from "../hub-core.ts";
import { createLane, type Lane } from "../lane.ts";
import { readBody } from "./read-body.ts";
import { openStream, type StreamKind } from "./stream-response.ts";

/** Serves POST requests whose body is the first frame and whose response never ends. */
export function createHttpStream(
  core: HubCore,
  codecs: Codecs,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const json: StreamKind = {
    name: "http_stream",
    lane: createLane(codecs.json, concatenate(lineSize, writeLines)),
    contentType: "application/json",
    opening: "",
  };
  const protobuf: StreamKind = {
    name: "http_stream",
    lane: createLane(codecs.protobuf, concatenate(delimitedSize, writeDelimited)),
    contentType: "application/octet-stream",
    opening: "",
  };

  return async (request, response) => {
    const body = await readBody(request, response, core.limits.frameBytes);
    if (!body) return;
    const isProtobuf = request.headers["content-type"] === "application/octet-stream";
    openStream(core, request, response, isProtobuf ? protobuf : json, body);
  };
}

function concatenate(
  sizeOf: (message: Buffer) => number,
  write: (messages: readonly Buffer[], target: Buffer, offset: number) => number,
): Lane["frame"] {
  return (messages) => {
    const size = messages.reduce((sum, message) => sum + sizeOf(message), 0);
    const target = Buffer.allocUnsafe(size);
    write(messages, target, 0);
    return target;
  };
}
