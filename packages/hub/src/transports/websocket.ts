import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { DisconnectCode } from "../codes.ts";
import type { Codecs } from "../codec/codec.ts";
import { delimitedSize, writeDelimited } from "../codec/delimited.ts";
import { lineSize, writeLines } from "../codec/lines.ts";
import type { HubCore } from "../hub-core.ts";
import { createLane, type Lane } from "../lane.ts";
import { Session } from "../session.ts";
import type { Transport } from "./transport.ts";
import { createWebSocketFraming } from "./websocket-frame.ts";

/** Takes over connections that ask for a WebSocket. */
export type WebSocketTransport = {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
};

export function createWebSocketTransport(core: HubCore, codecs: Codecs): WebSocketTransport {
  const json = createLane(codecs.json, textFraming());
  const protobuf = createLane(codecs.protobuf, binaryFraming());
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    // Somewhat larger frames than allowed still come through, and each of their commands gets an
    // error: the close code 1009 would end a browser's client for good.
    maxPayload: core.limits.frameBytes * 4,
    handleProtocols: (offered) => subprotocols.find((known) => offered.has(known)) ?? false,
  });

  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        const isProtobuf = webSocket.protocol === protobufProtocol || asksForProtobuf(request);
        accept(core, webSocket, socket, request, isProtobuf ? protobuf : json);
      });
    },
  };
}

const protobufProtocol = "centrifuge-protobuf";
const subprotocols = [protobufProtocol, "centrifuge-json"];

function asksForProtobuf({ url = "" }: IncomingMessage): boolean {
  return /[?&](cf_protocol|format)=protobuf(&|$)/.test(url);
}

function textFraming(): Lane["frame"] {
  return createWebSocketFraming({ binary: false, sizeOf: lineSize, write: writeLines });
}

function binaryFraming(): Lane["frame"] {
  return createWebSocketFraming({ binary: true, sizeOf: delimitedSize, write: writeDelimited });
}

function accept(
  core: HubCore,
  webSocket: WebSocket,
  socket: Duplex,
  request: IncomingMessage,
  lane: Lane,
): void {
  const transport = createTransport(core, webSocket, socket, lane);
  const { headers } = request;
  const session = new Session(core, transport, { headers, origin: headers.origin });
  const isBinary = lane.codec.name === "protobuf";
  webSocket.binaryType = "nodebuffer";
  webSocket.on("message", (data, binary) => {
    if (binary !== isBinary) session.disconnect(DisconnectCode.inappropriateProtocol);
    else session.receive(data as Buffer); // binaryType is nodebuffer
  });
  socket.on("drain", () => session.drained());
  // A frame that breaks RFC 6455 was answered by ws itself.
  webSocket.on("error", () => session.closed());
  webSocket.on("close", () => session.closed());
}

function createTransport(
  core: HubCore,
  webSocket: WebSocket,
  socket: Duplex,
  lane: Lane,
): Transport {
  return {
    name: "websocket",
    lane,
    // Frames are shared between sessions, so they are made here and go to the socket as they are.
    // Without compression ws writes its own frames at once too: the two never mix.
    write: (frames) => socket.write(frames),
    waiting: () => socket.writableLength,
    pause: () => webSocket.pause(),
    resume: () => webSocket.resume(),
    close(code, reason) {
      webSocket.resume();
      webSocket.close(code, reason);
      core.clock.after(core.limits.closeMs, () => webSocket.terminate());
    },
  };
}
