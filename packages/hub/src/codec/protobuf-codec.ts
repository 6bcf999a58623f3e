import type { Command } from "../protocol.ts";
import { BadFrame, type Codec } from "./codec.ts";
import { commandFromProtobuf } from "./command-from-protobuf.ts";
import { readDelimited } from "./delimited.ts";
import { pushToProtobuf, replyToProtobuf } from "./protobuf-messages.ts";
import { CommandType, ReplyType } from "./schema.ts";

/** The Protobuf protocol. Payloads are JSON text here too, so that every client of a stream can read them. */
export function createProtobufCodec(options: { jsonDepth: number }): Codec {
  return {
    name: "protobuf",
    // A reply without fields; its length 0 is what travels.
    ping: Buffer.alloc(0),
    decode(frame) {
      const messages = readDelimited(frame);
      if (messages.length === 0) throw new BadFrame("empty frame");
      return messages.map((message) => decodeCommand(message, options.jsonDepth));
    },
    reply: (reply) => encode(replyToProtobuf(reply)),
    push: (push) => encode({ push: pushToProtobuf(push) }),
  };
}

function decodeCommand(message: Uint8Array, jsonDepth: number): Command {
  try {
    return commandFromProtobuf(CommandType.decode(message), jsonDepth);
  } catch (error) {
    if (error instanceof BadFrame) throw error;
    throw new BadFrame(String(error));
  }
}

function encode(reply: object): Buffer {
  const bytes = ReplyType.encode(reply).finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
