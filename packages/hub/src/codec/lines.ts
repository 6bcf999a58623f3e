/** Bytes that a message takes as a line. */
export function lineSize(message: Uint8Array): number {
  return message.length + 1;
}

/** Writes each message as a line; returns the end offset. */
export function writeLines(messages: readonly Buffer[], target: Buffer, offset: number): number {
  let end = offset;
  for (const message of messages) {
    end += message.copy(target, end);
    target[end] = lineFeed;
    end += 1;
  }
  return end;
}

const lineFeed = 0x0a;
