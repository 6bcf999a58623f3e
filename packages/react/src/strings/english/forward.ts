import type { Phrases } from "../phrase.ts";

export const forward = {} as const satisfies Phrases;
