import type { announcer as english } from "../english/announcer.ts";
import type { Arabic } from "../phrase.ts";

export const announcer: Arabic<typeof english> = {
  "announcer.message": "{name}: {text}",
  "announcer.messages": {
    zero: "لا رسائل جديدة",
    one: "رسالة جديدة واحدة",
    two: "رسالتان جديدتان",
    few: "{count} رسائل جديدة",
    many: "{count} رسالة جديدة",
    other: "{count} رسالة جديدة",
  },
};
