/**
 * Builds server-to-client WebSocket frames (RFC 6455, section 5.2: unmasked, one frame per message)
 * from protocol messages. A frame gathers messages up to `frameBytes`; one larger message gets a
 * frame of its own.
 */
export function createWebSocketFraming(options: {
  binary: boolean;
  /** Bytes that a message takes inside a frame that holds several. */
  sizeOf(message: Buffer): number;
  /** Writes the messages one after the other, returns the end offset. */
  write(messages: readonly Buffer[], target: Buffer, offset: number): number;
  frameBytes?: number;
}): (messages: readonly Buffer[]) => Buffer {
  const frameBytes = options.frameBytes ?? 32 * 1024;
  const opcode = finalFrame | (options.binary ? binaryFrame : textFrame);

  return function frame(messages) {
    const groups = groupBySize(messages, options.sizeOf, frameBytes);
    const total = groups.reduce((sum, group) => sum + headerSize(group.bytes) + group.bytes, 0);
    const target = Buffer.allocUnsafe(total);
    let offset = 0;
    for (const group of groups) {
      offset = writeHeader(target, offset, opcode, group.bytes);
      offset = options.write(group.messages, target, offset);
    }
    return target;
  };
}

type Group = { messages: Buffer[]; bytes: number };

function groupBySize(
  messages: readonly Buffer[],
  sizeOf: (message: Buffer) => number,
  frameBytes: number,
): Group[] {
  const groups: Group[] = [];
  let current: Group | undefined;
  for (const message of messages) {
    const size = sizeOf(message);
    if (!current || current.bytes + size > frameBytes) {
      current = { messages: [], bytes: 0 };
      groups.push(current);
    }
    current.messages.push(message);
    current.bytes += size;
  }
  return groups;
}

const finalFrame = 0x80;
const textFrame = 0x1;
const binaryFrame = 0x2;

function headerSize(length: number): number {
  if (length < 126) return 2;
  return length < 65_536 ? 4 : 10;
}

function writeHeader(target: Buffer, offset: number, opcode: number, length: number): number {
  target[offset] = opcode;
  if (length < 126) {
    target[offset + 1] = length;
    return offset + 2;
  }
  if (length < 65_536) {
    target[offset + 1] = 126;
    target.writeUInt16BE(length, offset + 2);
    return offset + 4;
  }
  target[offset + 1] = 127;
  target.writeBigUInt64BE(BigInt(length), offset + 2);
  return offset + 10;
}
