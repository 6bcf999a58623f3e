import type { Phrases } from "../phrase.ts";

export const threads = {} as const satisfies Phrases;
