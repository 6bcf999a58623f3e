import { parseArgs } from "node:util";

/** What every suite understands. */
export type Options = { readonly quick: boolean; readonly seed: number };

/**
 * Reads the options of a suite; `numbers` are those of its own, with what they are when nobody says. Ends the process with 2 and a
 * sentence when they are wrong.
 */
export function readOptions<Name extends string = never>(
  numbers: Readonly<Record<Name, number>> = {} as Readonly<Record<Name, number>>, // of no names
): Options & Readonly<Record<Name, number>> {
  try {
    const own = Object.keys(numbers) as Name[]; // Object.keys knows strings only
    const { values } = parseArgs({
      options: {
        quick: { type: "boolean", default: false },
        seed: { type: "string" },
        ...Object.fromEntries(own.map((name) => [name, { type: "string" as const }])),
      },
    });
    const given = new Map(Object.entries(values));
    const read = (name: string, otherwise: number) => {
      const number = Number(given.get(name) ?? otherwise);
      if (!Number.isSafeInteger(number)) throw new Error(`--${name} takes a whole number.`);
      return number;
    };
    return {
      quick: values.quick === true,
      seed: read("seed", 1 + Math.floor(Math.random() * 1e9)),
      ...(Object.fromEntries(own.map((name) => [name, read(name, numbers[name])])) as Record<
        Name,
        number
      >), // one for each name
    };
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
