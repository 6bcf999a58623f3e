import type { Codec } from "./codec/codec.ts";
import type { Packet } from "./packet.ts";

/** How one transport writes messages of one codec: sessions of a lane can share bytes. */
export type Lane = {
  readonly codec: Codec;
  /** Puts messages into as few frames as the transport allows, ready for the socket. */
  frame(messages: readonly Buffer[]): Buffer;
  /**
   * The same for several packets. Sessions that wait for the very same packets, as all subscribers of one
   * busy stream do, get the very same bytes.
   */
  gather(packets: readonly Packet[]): Buffer;
};

export function createLane(codec: Codec, frame: Lane["frame"]): Lane {
  let lastPackets: readonly Packet[] = [];
  let lastBytes: Buffer = Buffer.alloc(0);

  return {
    codec,
    frame,
    gather(packets) {
      if (!isSame(packets, lastPackets)) {
        lastBytes = frame(packets.map((packet) => packet.bytes(codec)));
        lastPackets = packets;
      }
      return lastBytes;
    },
  };
}

function isSame(some: readonly Packet[], others: readonly Packet[]): boolean {
  if (some.length !== others.length) return false;
  for (let index = 0; index < some.length; index += 1) {
    if (some[index] !== others[index]) return false;
  }
  return true;
}
