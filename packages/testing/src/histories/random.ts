/** Random choices that a seed repeats. */
export type Random = {
  /** An integer from 0 to `below` - 1. */
  int(below: number): number;
  chance(probability: number): boolean;
  /** One of a list; throws for an empty one. */
  pick<Item>(list: readonly Item[]): Item;
};

/** Makes random choices from a seed (mulberry32, a public-domain generator). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    chance: (probability) => next() < probability,
    pick(list) {
      if (list.length === 0) throw new Error("Nothing to pick from.");
      return list[int(list.length)] as (typeof list)[number]; // not empty, as was just seen
    },
  };
}
