import { BadFrame } from "./codec.ts";

/** Bytes that a message takes with its length in front, as Protobuf streams have it. */
export function delimitedSize(message: Uint8Array): number {
  return varintSize(message.length) + message.length;
}

/** Writes messages, each with its length in front; returns the end offset. */
export function writeDelimited(
  messages: readonly Buffer[],
  target: Buffer,
  offset: number,
): number {
  let end = offset;
  for (const message of messages) {
    let length = message.length;
    while (length > 0x7f) {
      target[end] = (length & 0x7f) | 0x80;
      end += 1;
      length >>>= 7;
    }
    target[end] = length;
    end += 1;
    end += message.copy(target, end);
  }
  return end;
}

/** Cuts bytes into the messages they hold. Throws `BadFrame` when the last one is not whole. */
export function readDelimited(bytes: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    let length = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = bytes[offset] ?? -1;
      offset += 1;
      if (byte < 0 || shift > 21) throw new BadFrame("length");
      length |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte > 0x7f);
    if (offset + length > bytes.length) throw new BadFrame("truncated");
    messages.push(bytes.subarray(offset, offset + length));
    offset += length;
  }
  return messages;
}

function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest >>>= 7) size += 1;
  return size;
}
