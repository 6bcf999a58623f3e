import type { Command, Push, Reply } from "../protocol.ts";

/** One of the two ways in which messages are written as bytes. Framing is the transport's. */
export type Codec = {
  readonly name: "json" | "protobuf";
  /** Reads every command of a frame, in order. Throws `BadFrame` for anything else. */
  decode(frame: Uint8Array): Command[];
  reply(reply: Reply): Buffer;
  push(push: Push): Buffer;
  /** What the server sends as a ping. */
  readonly ping: Buffer;
};

export type Codecs = { readonly json: Codec; readonly protobuf: Codec };

/** The bytes are no frame of this protocol; the connection ends with 3501. */
export class BadFrame extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "BadFrame";
  }
}
