import type { Phrases } from "../phrase.ts";

export const people = {
  "presence.offline": "offline",
  "presence.online": "online",
} as const satisfies Phrases;
