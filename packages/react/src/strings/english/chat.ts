import type { Phrases } from "../phrase.ts";

export const chat = {} as const satisfies Phrases;
