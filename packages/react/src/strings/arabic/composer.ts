import type { composer as english } from "../english/composer.ts";
import type { Arabic } from "../phrase.ts";

export const composer: Arabic<typeof english> = {
  "composer.cancel": "إلغاء",
  "composer.editing": "تعديل الرسالة",
  "composer.emoji": "أضف رمزًا تعبيريًا",
  "composer.placeholder": "اكتب إلى {name}",
  "composer.replying": "رد على {name}",
  "composer.save": "حفظ التغييرات",
  "composer.send": "إرسال",
  "composer.tooLong": {
    zero: "ضمن الحد المسموح",
    one: "زيادة بحرف واحد",
    two: "زيادة بحرفين",
    few: "زيادة بـ {count} أحرف",
    many: "زيادة بـ {count} حرفًا",
    other: "زيادة بـ {count} حرف",
  },
};
