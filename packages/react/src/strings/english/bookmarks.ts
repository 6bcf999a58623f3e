import type { Phrases } from "../phrase.ts";

export const bookmarks = {} as const satisfies Phrases;
