import type { Phrases } from "../phrase.ts";

export const timed = {} as const satisfies Phrases;
