import type { Phrases } from "../phrase.ts";

export const attachments = {} as const satisfies Phrases;
