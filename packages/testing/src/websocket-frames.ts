/**
 * Cuts bytes from a WebSocket server into whole frames (RFC 6455, section 5.2; from a server they are not masked). Each is
 * handed on as it came; `text` is what a data frame says, null for other frames.
 */
export function createFrameReader(
  onFrame: (frame: Buffer, text: string | null) => void,
): (chunk: Buffer) => void {
  let kept: Buffer = Buffer.alloc(0);
  return (chunk) => {
    kept = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    for (;;) {
      const size = sizeOf(kept);
      if (size === null || kept.length < size.whole) return;
      const frame = kept.subarray(0, size.whole);
      kept = kept.subarray(size.whole);
      const opcode = (frame[0] ?? 0) & 0x0f;
      const isData = opcode === 1 || opcode === 2;
      onFrame(frame, isData ? frame.subarray(size.head).toString("utf8") : null);
    }
  };
}

function sizeOf(bytes: Buffer): { head: number; whole: number } | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 0x7f;
  if (short < 126) return { head: 2, whole: 2 + short };
  if (short === 126) {
    return bytes.length < 4 ? null : { head: 4, whole: 4 + bytes.readUInt16BE(2) };
  }
  return bytes.length < 10 ? null : { head: 10, whole: 10 + Number(bytes.readBigUInt64BE(2)) };
}
