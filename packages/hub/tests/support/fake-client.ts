import { ReplyType } from "../../src/codec/schema.ts";
import { createCodecs } from "../../src/codec/create-codecs.ts";
import { delimitedSize, readDelimited, writeDelimited } from "../../src/codec/delimited.ts";
import type { HubCore } from "../../src/hub-core.ts";
import { createLane } from "../../src/lane.ts";
import { Session } from "../../src/session.ts";

export type ProtocolName = "json" | "protobuf";

/** A client without a network: what it is sent is kept, message by message. */
export type FakeClient = {
  readonly session: Session;
  readonly replies: Record<string, unknown>[];
  readonly closed: number[];
};

export const codecs = createCodecs({ jsonDepth: 32 });

export function addFakeClient(core: HubCore, name: ProtocolName): FakeClient {
  const replies: Record<string, unknown>[] = [];
  const closed: number[] = [];
  const session = new Session(
    core,
    {
      name: "websocket",
      lane: createLane(codecs[name], joinDelimited),
      write(frames) {
        for (const message of readDelimited(frames)) replies.push(decodeReply(name, message));
        return true;
      },
      waiting: () => 0,
      pause: () => {},
      resume: () => {},
      close: (code) => closed.push(code),
    },
    { headers: {}, origin: undefined },
  );
  return { session, replies, closed };
}

/** Messages one after the other, each with its length in front. */
export function joinDelimited(messages: readonly Buffer[]): Buffer {
  const target = Buffer.alloc(messages.reduce((sum, one) => sum + delimitedSize(one), 0));
  writeDelimited(messages, target, 0);
  return target;
}

function decodeReply(name: ProtocolName, message: Uint8Array): Record<string, unknown> {
  if (name === "json")
    return JSON.parse(Buffer.from(message).toString()) as Record<string, unknown>; // a reply is an object
  const decoded = ReplyType.decode(message);
  return ReplyType.toObject(decoded, { longs: Number }) as Record<string, unknown>; // as above
}
