import type { Phrases } from "../phrase.ts";

export const commands = {} as const satisfies Phrases;
