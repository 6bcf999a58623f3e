import type { mentions as english } from "../english/mentions.ts";
import type { Arabic } from "../phrase.ts";

export const mentions: Arabic<typeof english> = {
  "mention.admins": "المديرون",
  "mention.guests": "الضيوف",
  "mention.members": "الأعضاء",
  "mention.moderators": "المشرفون",
  "mention.owners": "المالكون",
  "mention.label": "أشخاص للإشارة إليهم",
  "mention.count": {
    zero: "لا اقتراحات",
    one: "اقتراح واحد",
    two: "اقتراحان",
    few: "{count} اقتراحات",
    many: "{count} اقتراحًا",
    other: "{count} اقتراح",
  },
  "mention.channel": "كل من في هذه القناة",
  "mention.here": "كل المتصلين هنا",
  "mention.role": "كل من له هذا الدور",
  "mention.manyTitle": "الإشارة إلى {name}؟",
  "mention.manyText": {
    zero: "{name} لا ينبّه أحدًا.",
    one: "{name} ينبّه شخصًا واحدًا.",
    two: "{name} ينبّه شخصين.",
    few: "{name} ينبّه ما يصل إلى {count} أشخاص.",
    many: "{name} ينبّه ما يصل إلى {count} شخصًا.",
    other: "{name} ينبّه ما يصل إلى {count} شخص.",
  },
  "mention.manySend": "أرسل رغم ذلك",
};
