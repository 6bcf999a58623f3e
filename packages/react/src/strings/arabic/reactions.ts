import type { reactions as english } from "../english/reactions.ts";
import type { Arabic } from "../phrase.ts";

export const reactions: Arabic<typeof english> = {
  "reactions.count": {
    zero: "{emoji}، لا تفاعلات",
    one: "{emoji}، تفاعل {count}",
    two: "{emoji}، {count} تفاعل",
    few: "{emoji}، {count} تفاعلات",
    many: "{emoji}، {count} تفاعلًا",
    other: "{emoji}، {count} تفاعل",
  },
  "reactions.mine": {
    zero: "{emoji}",
    one: "{emoji}، أنت، {count}",
    two: "{emoji}، أنت وشخص آخر، {count}",
    few: "{emoji}، أنت وآخرون، {count}",
    many: "{emoji}، أنت وآخرون، {count}",
    other: "{emoji}، أنت وآخرون، {count}",
  },
  "reactions.label": "التفاعلات",
  "reactions.who": "{names}: تفاعلوا بـ {emoji}",
  "reactions.more": {
    zero: "لا أحد غيرهم",
    one: "شخص آخر",
    two: "شخصان آخران",
    few: "{count} آخرون",
    many: "{count} آخرون",
    other: "{count} آخرون",
  },
  "reactions.removeHint": "اضغط مفتاح الحذف لسحب تفاعلك",
};
