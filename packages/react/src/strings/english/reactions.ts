import type { Phrases } from "../phrase.ts";

export const reactions = {
  "reactions.count": { one: "{emoji}, {count} reaction", other: "{emoji}, {count} reactions" },
  "reactions.mine": { one: "{emoji}, you, {count}", other: "{emoji}, you and others, {count}" },
  "reactions.label": "Reactions",
  "reactions.who": "{names} reacted with {emoji}",
  "reactions.more": {
    one: "{count} other",
    other: "{count} others",
  },
  "reactions.removeHint": "Press Delete to take yours back",
} as const satisfies Phrases;
