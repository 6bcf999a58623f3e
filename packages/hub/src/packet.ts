import type { Codec } from "./codec/codec.ts";
import type { Lane } from "./lane.ts";
import type { Push } from "./protocol.ts";

export type PacketOptions = {
  /** Sessions that are backed up skip this packet, or keep only the newest of its key. */
  readonly lossy?: boolean;
  readonly coalesceKey?: string | undefined;
};

/**
 * One outgoing message, shared by every session that gets it: written as bytes once per codec and
 * framed once per lane. Most packets need one of each, which are kept in plain fields.
 */
export class Packet {
  readonly lossy: boolean;
  readonly coalesceKey: string | undefined;
  readonly #write: (codec: Codec) => Buffer;
  #json: Buffer | undefined;
  #protobuf: Buffer | undefined;
  #lane: Lane | undefined;
  #frame: Buffer | undefined;
  #otherFrames: Map<Lane, Buffer> | undefined;

  constructor(write: (codec: Codec) => Buffer, options?: PacketOptions) {
    this.#write = write;
    this.lossy = options?.lossy ?? false;
    this.coalesceKey = options?.coalesceKey;
  }

  /** A packet that carries a push. */
  static push(push: Push, options?: PacketOptions): Packet {
    return new Packet((codec) => codec.push(push), options);
  }

  /** The message without framing. */
  bytes(codec: Codec): Buffer {
    return codec.name === "json"
      ? (this.#json ??= this.#write(codec))
      : (this.#protobuf ??= this.#write(codec));
  }

  /** The message alone in its frame, ready for the socket. */
  frame(lane: Lane): Buffer {
    if (this.#lane === lane && this.#frame) return this.#frame;
    const known = this.#otherFrames?.get(lane);
    if (known) return known;
    const frame = lane.frame([this.bytes(lane.codec)]);
    if (this.#lane === undefined) {
      this.#lane = lane;
      this.#frame = frame;
    } else {
      this.#otherFrames ??= new Map();
      this.#otherFrames.set(lane, frame);
    }
    return frame;
  }
}
