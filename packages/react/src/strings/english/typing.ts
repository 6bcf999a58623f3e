import type { Phrases } from "../phrase.ts";

export const typing = {
  "typing.many": "Several people are typing",
  "typing.one": "{first} is typing",
  "typing.two": "{first} and {second} are typing",
  "typing.three": "{first}, {second} and {third} are typing",
} as const satisfies Phrases;
