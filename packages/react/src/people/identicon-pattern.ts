export type IdenticonPattern = {
  /** Degrees on the colour wheel. */
  readonly hue: number;
  /** Five rows of five cells, mirrored about the middle column; true where the cell is filled. */
  readonly cells: readonly (readonly boolean[])[];
};

/** The same picture for the same id, everywhere and for ever: no picture is stored or fetched. */
export function identiconPattern(id: string): IdenticonPattern {
  const hash = fnv1a(id);
  const next = xorshift(hash);
  const half = Array.from({ length: 5 }, () => Array.from({ length: 3 }, () => next() % 9 < 5));
  if (!half.flat().includes(true)) half[2]![1] = true;
  return {
    hue: hash % 360,
    cells: half.map(([outer = false, inner = false, middle = false]) => [
      outer,
      inner,
      middle,
      inner,
      outer,
    ]),
  };
}

// FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}

// Marsaglia's xorshift32; a state of zero would stay zero.
function xorshift(seed: number): () => number {
  let state = seed === 0 ? 1 : seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
}
