import type { Phrases } from "../phrase.ts";

export const hotkeys = {} as const satisfies Phrases;
