import type { Phrases } from "../phrase.ts";

export const pins = {} as const satisfies Phrases;
