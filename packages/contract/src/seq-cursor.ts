/** The cursor of a number in a history of messages, whether or not a message with it is there. */
export function seqCursor(seq: number): string {
  return `s_${seq.toString(36)}`;
}
