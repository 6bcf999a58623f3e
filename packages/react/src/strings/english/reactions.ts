import type { Phrases } from "../phrase.ts";

export const reactions = {
  "reactions.count": { one: "{emoji}, {count} reaction", other: "{emoji}, {count} reactions" },
  "reactions.mine": { one: "{emoji}, you", other: "{emoji}, you and others, {count}" },
} as const satisfies Phrases;
