import type { Phrases } from "../phrase.ts";

export const search = {} as const satisfies Phrases;
