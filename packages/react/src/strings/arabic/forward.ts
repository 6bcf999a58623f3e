import type { forward as english } from "../english/forward.ts";
import type { Arabic } from "../phrase.ts";

export const forward: Arabic<typeof english> = {
  "forward.comment": "أضف رسالة (اختياري)",
  "forward.done": "تمت إعادة التوجيه",
  "forward.find": "ابحث عن قناة أو شخص",
  "forward.none": "لا يوجد بهذا الاسم ما يمكنك الكتابة فيه.",
  "forward.send": {
    zero: "إعادة توجيه",
    one: "إعادة توجيه إلى وجهة واحدة",
    two: "إعادة توجيه إلى وجهتين",
    few: "إعادة توجيه إلى {count} وجهات",
    many: "إعادة توجيه إلى {count} وجهة",
    other: "إعادة توجيه إلى {count} وجهة",
  },
  "forward.title": "إعادة توجيه الرسالة",
  "forward.to": "إلى أين",
};
