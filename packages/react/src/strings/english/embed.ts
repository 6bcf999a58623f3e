import type { Phrases } from "../phrase.ts";

export const embed = {} as const satisfies Phrases;
