import type { IncomingMessage, ServerResponse } from "node:http";
import type { Codecs } from "../codec/codec.ts";
import type { HubCore } from "../hub-core.ts";
import { createLane } from "../lane.ts";
import { openStream, type StreamKind } from "./stream-response.ts";

/** Serves Server-Sent Events; the first frame is in the query, since an EventSource sends no body. */
export function createSse(
  core: HubCore,
  codecs: Codecs,
): (request: IncomingMessage, response: ServerResponse) => void {
  const kind: StreamKind = {
    name: "sse",
    lane: createLane(codecs.json, eventFrames),
    contentType: "text/event-stream",
    opening: "\r\n",
  };

  return (request, response) => {
    const connect = new URL(request.url ?? "", "http://hub").searchParams.get("cf_connect");
    if (!connect) {
      response.writeHead(400).end();
      return;
    }
    openStream(core, request, response, kind, Buffer.from(connect));
  };
}

const start = Buffer.from("data: ");
const end = Buffer.from("\n\n");

function eventFrames(messages: readonly Buffer[]): Buffer {
  return Buffer.concat(messages.flatMap((message) => [start, message, end]));
}
