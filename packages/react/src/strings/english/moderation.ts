import type { Phrases } from "../phrase.ts";

export const moderation = {} as const satisfies Phrases;
