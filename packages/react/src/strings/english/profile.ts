import type { Phrases } from "../phrase.ts";

export const profile = {} as const satisfies Phrases;
