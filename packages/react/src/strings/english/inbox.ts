import type { Phrases } from "../phrase.ts";

export const inbox = {} as const satisfies Phrases;
