/** One line of a file without its line break (LF or CRLF). `number` counts from 1. */
export type RawLine = {
  readonly number: number;
  /** The line's bytes, at most `maxLineBytes` of them. */
  readonly bytes: Uint8Array;
  /** How many bytes the line has in the file, more than `bytes` when it was too long to keep. */
  readonly length: number;
};

// More than any message may hold (10,000 characters are at most 30,000 bytes), so nothing that could be kept is lost.
const maxLineBytes = 65_536;

/**
 * Splits a byte stream into lines and never holds more than 64 KiB of one, however long it is.
 * A last line without a line break counts; nothing after a last line break does not.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawLine> {
  let kept: Uint8Array[] = [];
  let keptLength = 0;
  let length = 0;
  let number = 0;
  let endsWithReturn = false;

  const keep = (part: Uint8Array) => {
    if (part.length === 0) return;
    length += part.length;
    endsWithReturn = part.at(-1) === 0x0d;
    const room = maxLineBytes - keptLength;
    if (room <= 0) return;
    const piece = part.subarray(0, room);
    kept.push(piece);
    keptLength += piece.length;
  };
  const finish = (): RawLine => {
    number += 1;
    const whole = kept.length === 1 ? (kept[0] ?? new Uint8Array()) : Buffer.concat(kept);
    const textLength = endsWithReturn ? length - 1 : length;
    const line = { number, bytes: whole.subarray(0, textLength), length: textLength };
    kept = [];
    keptLength = 0;
    length = 0;
    endsWithReturn = false;
    return line;
  };

  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, start)) {
      keep(chunk.subarray(start, end));
      yield finish();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}
