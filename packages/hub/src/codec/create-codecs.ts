import type { Codecs } from "./codec.ts";
import { createJsonCodec } from "./json-codec.ts";
import { createProtobufCodec } from "./protobuf-codec.ts";

/** Both ways of writing messages, with the same limits. */
export function createCodecs(options: { jsonDepth: number }): Codecs {
  return { json: createJsonCodec(options), protobuf: createProtobufCodec(options) };
}
