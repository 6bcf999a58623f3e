/** What happened in a run, as lines; their hash says whether two runs were the same. */
export type Trace = {
  note(...parts: readonly (string | number)[]): void;
  readonly lines: readonly string[];
  hash(): string;
};

export function createTrace(): Trace {
  const lines: string[] = [];
  // FNV-1a, 32 bits (draft-eastlake-fnv).
  let hash = 0x811c9dc5;
  return {
    lines,
    note(...parts) {
      const line = parts.join(" ");
      lines.push(line);
      for (let at = 0; at < line.length; at += 1) {
        hash = Math.imul(hash ^ line.charCodeAt(at), 0x01000193) >>> 0;
      }
    },
    hash: () => hash.toString(16).padStart(8, "0"),
  };
}
