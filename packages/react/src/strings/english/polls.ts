import type { Phrases } from "../phrase.ts";

export const polls = {} as const satisfies Phrases;
