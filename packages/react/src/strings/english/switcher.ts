import type { Phrases } from "../phrase.ts";

export const switcher = {} as const satisfies Phrases;
