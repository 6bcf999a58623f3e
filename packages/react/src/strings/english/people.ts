import type { Phrases } from "../phrase.ts";

export const people = {
  "presence.offline": "offline",
  "presence.online": "online",
  "people.chosen": "Chosen",
  "people.drop": "Take {name} out",
  "people.find": "Find people by name",
  "people.label": "People",
  "people.nobody": "There is nobody to choose from yet. Invite somebody to a space first.",
  "people.noneFound": "Nobody of that name shares a space or a channel with you.",
} as const satisfies Phrases;
