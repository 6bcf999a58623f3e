/** Chance that repeats: the same numbers for the same seed. */
export type Chance = {
  /** At least 0, below 1. */
  number(): number;
  /** Below `count`. */
  below(count: number): number;
  pick<Item>(list: readonly Item[]): Item | undefined;
};

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for schedules. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  function number(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
  const below = (count: number) => Math.floor(number() * count);
  return { number, below, pick: (list) => list[below(list.length)] };
}
