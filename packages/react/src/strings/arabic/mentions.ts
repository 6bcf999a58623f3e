import type { mentions as english } from "../english/mentions.ts";
import type { Arabic } from "../phrase.ts";

export const mentions: Arabic<typeof english> = {
  "mention.admins": "المديرون",
  "mention.guests": "الضيوف",
  "mention.members": "الأعضاء",
  "mention.moderators": "المشرفون",
  "mention.owners": "المالكون",
};
