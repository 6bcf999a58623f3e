import type { typing as english } from "../english/typing.ts";
import type { Arabic } from "../phrase.ts";

export const typing: Arabic<typeof english> = {
  "typing.many": "عدة أشخاص يكتبون",
  "typing.one": "{first} يكتب",
  "typing.two": "{first} و{second} يكتبان",
  "typing.three": "{first} و{second} و{third} يكتبون",
};
