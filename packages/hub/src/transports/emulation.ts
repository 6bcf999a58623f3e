import type { IncomingMessage, ServerResponse } from "node:http";
import type { EmulatedFrame } from "../broker/broker.ts";
import { BadFrame } from "../codec/codec.ts";
import { EmulationRequestType } from "../codec/schema.ts";
import type { HubCore } from "../hub-core.ts";
import { readBody } from "./read-body.ts";

/**
 * Takes the client-to-server half of HTTP streams. An unknown session gets 204 like a known one, so
 * that nobody learns which sessions exist; another node 404; a body that is none 400.
 */
export function createEmulation(
  core: HubCore,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    // The envelope needs some room besides the frame, and JSON in JSON is escaped.
    const body = await readBody(request, response, core.limits.frameBytes * 2);
    if (!body) return;
    const emulated = parse(request, body);
    if (!emulated) return void response.writeHead(400).end();
    if (emulated.frame.length > core.limits.frameBytes) return void response.writeHead(413).end();
    if (emulated.node === core.node) await receiveEmulated(core, emulated);
    else if (!(await core.broker.emulate(emulated))) return void response.writeHead(404).end();
    response.writeHead(204).end();
  };
}

/**
 * Gives a frame to its session, if there is one here. A client that sends faster than it may waits
 * for that, as a socket would be read slower.
 */
export async function receiveEmulated(core: HubCore, emulated: EmulatedFrame): Promise<void> {
  const known = core.emulated.get(emulated.session);
  await known?.resumed();
  known?.session.receive(emulated.frame);
}

function parse(request: IncomingMessage, body: Buffer): EmulatedFrame | undefined {
  try {
    return request.headers["content-type"] === "application/octet-stream"
      ? fromProtobuf(body)
      : fromJson(body);
  } catch {
    // Whatever it was, it was no emulation request.
    return undefined;
  }
}

function fromJson(body: Buffer): EmulatedFrame {
  const { node, session, data } = JSON.parse(body.toString()) as Record<string, unknown>; // checked below; anything else throws
  if (typeof node !== "string" || typeof session !== "string" || typeof data !== "string") {
    throw new BadFrame("emulation");
  }
  return { node, session, frame: Buffer.from(data) };
}

function fromProtobuf(body: Buffer): EmulatedFrame {
  const decoded = EmulationRequestType.decode(body);
  // Decoded by the schema: the fields have these types.
  const { node, session, data } = decoded as unknown as Record<"node" | "session", string> & {
    data: Uint8Array;
  };
  return { node, session, frame: data };
}
