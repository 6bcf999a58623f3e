import type { Phrases } from "../phrase.ts";

export const spaces = {} as const satisfies Phrases;
