import type { Codec } from "./codec/codec.ts";
import type { Lane } from "./lane.ts";
import type { Push } from "./protocol.ts";

/**
 * One outgoing message, shared by every session that gets it: written as bytes once per codec and
 * framed once per lane.
 */
export class Packet {
  /** Sessions that are backed up skip this packet, or keep only the newest of its key. */
  readonly lossy: boolean;
  readonly coalesceKey: string | undefined;
  readonly #write: (codec: Codec) => Buffer;
  readonly #bytes = new Map<Codec, Buffer>();
  readonly #frames = new Map<Lane, Buffer>();

  constructor(
    write: (codec: Codec) => Buffer,
    options: { lossy?: boolean; coalesceKey?: string | undefined } = {},
  ) {
    this.#write = write;
    this.lossy = options.lossy ?? false;
    this.coalesceKey = options.coalesceKey;
  }

  /** A packet that carries a push. */
  static push(push: Push, options?: { lossy?: boolean; coalesceKey?: string | undefined }): Packet {
    return new Packet((codec) => codec.push(push), options);
  }

  /** The message without framing. */
  bytes(codec: Codec): Buffer {
    let bytes = this.#bytes.get(codec);
    if (!bytes) {
      bytes = this.#write(codec);
      this.#bytes.set(codec, bytes);
    }
    return bytes;
  }

  /** The message alone in its frame, ready for the socket. */
  frame(lane: Lane): Buffer {
    let frame = this.#frames.get(lane);
    if (!frame) {
      frame = lane.frame([this.bytes(lane.codec)]);
      this.#frames.set(lane, frame);
    }
    return frame;
  }
}
