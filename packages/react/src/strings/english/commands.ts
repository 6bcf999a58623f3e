import type { Phrases } from "../phrase.ts";

export const commands = {
  "command.label": "Commands",
  "command.unknown": "There is no command /{name}. Begin with // to send it as a message.",
  "command.hint": "How /{name} is used",
  "command.onlyYou": "Only you can see this",
} as const satisfies Phrases;
