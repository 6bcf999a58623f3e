import type { Phrases } from "../phrase.ts";

export const settings = {} as const satisfies Phrases;
