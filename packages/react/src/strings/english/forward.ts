import type { Phrases } from "../phrase.ts";

export const forward = {
  "forward.comment": "Add a message (optional)",
  "forward.done": "Forwarded",
  "forward.find": "Find a channel or a person",
  "forward.none": "Nothing of that name that you can write in.",
  "forward.send": { one: "Forward to {count}", other: "Forward to {count}" },
  "forward.title": "Forward the message",
  "forward.to": "Where to",
} as const satisfies Phrases;
