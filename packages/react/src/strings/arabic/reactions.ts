import type { reactions as english } from "../english/reactions.ts";
import type { Arabic } from "../phrase.ts";

export const reactions: Arabic<typeof english> = {
  "reactions.count": {
    zero: "{emoji}، لا تفاعلات",
    one: "{emoji}، تفاعل واحد",
    two: "{emoji}، تفاعلان",
    few: "{emoji}، {count} تفاعلات",
    many: "{emoji}، {count} تفاعلًا",
    other: "{emoji}، {count} تفاعل",
  },
  "reactions.mine": {
    zero: "{emoji}",
    one: "{emoji}، أنت",
    two: "{emoji}، أنت وشخص آخر",
    few: "{emoji}، أنت وآخرون، {count}",
    many: "{emoji}، أنت وآخرون، {count}",
    other: "{emoji}، أنت وآخرون، {count}",
  },
};
