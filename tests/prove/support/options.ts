import { parseArgs } from "node:util";

/** What every suite understands. */
export type Options = { readonly quick: boolean; readonly seed: number };

/** Reads the options of a suite. Ends the process with 2 and a sentence when they are wrong. */
export function readOptions(): Options {
  try {
    const { values } = parseArgs({
      options: { quick: { type: "boolean", default: false }, seed: { type: "string" } },
    });
    const seed = Number(values.seed ?? 1 + Math.floor(Math.random() * 1e9));
    if (!Number.isSafeInteger(seed)) throw new Error("--seed takes a whole number.");
    return { quick: values.quick, seed };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(2);
  }
}

/** A sequence of numbers from 0 to 1 that a seed decides (mulberry32, by Tommy Ettinger, in the public domain). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
