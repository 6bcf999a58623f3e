import type { switcher as english } from "../english/switcher.ts";
import type { Arabic } from "../phrase.ts";

export const switcher: Arabic<typeof english> = {
  "switcher.title": "انتقل إلى",
  "switcher.label": "قناة أو شخص أو أمر",
  "switcher.placeholder": "إلى أين تريد الذهاب؟",
  "switcher.none": "لا نتائج لـ «{query}»",
  "switcher.count": {
    zero: "لا نتائج",
    one: "نتيجة واحدة",
    two: "نتيجتان",
    few: "{count} نتائج",
    many: "{count} نتيجة",
    other: "{count} نتيجة",
  },
};
