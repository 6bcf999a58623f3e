import type { search as english } from "../english/search.ts";
import type { Arabic } from "../phrase.ts";

export const search: Arabic<typeof english> = {
  "search.everywhere": "في كل مكان",
  "search.forget": "محوها",
  "search.found": {
    zero: "لا نتائج",
    one: "نتيجة واحدة",
    two: "نتيجتان",
    few: "{count} نتائج",
    many: "{count} نتيجة",
    other: "{count} نتيجة",
  },
  "search.foundMany": {
    zero: "أكثر من {count} نتيجة",
    one: "أكثر من نتيجة",
    two: "أكثر من نتيجتين",
    few: "أكثر من {count} نتائج",
    many: "أكثر من {count} نتيجة",
    other: "أكثر من {count} نتيجة",
  },
  "search.here": "في {name}",
  "search.hints": "تضييق البحث",
  "search.idle": "البحث في الرسائل",
  "search.label": "بحث",
  "search.newest": "الأحدث أولًا",
  "search.none": "لم يُعثر على شيء",
  "search.noneText": "جرّب كلمات أقل أو غيرها، أو ابحث في كل مكان.",
  "search.onlyThisDevice": "أنت غير متصل: البحث في هذا الجهاز فقط.",
  "search.recent": "عمليات البحث الأخيرة",
  "search.relevance": "الأنسب أولًا",
  "search.results": "نتائج البحث",
  "search.scope": "مكان البحث",
  "search.sort": "الترتيب",
  "search.title": "البحث",
  "search.idleText": "كلمات و«عبارات دقيقة»، و{operators} للتضييق.",
};
