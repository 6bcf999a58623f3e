import type { people as english } from "../english/people.ts";
import type { Arabic } from "../phrase.ts";

export const people: Arabic<typeof english> = {
  "presence.offline": "غير متصل",
  "presence.online": "متصل",
  "people.chosen": "المختارون",
  "people.drop": "إزالة {name}",
  "people.find": "ابحث عن أشخاص بالاسم",
  "people.label": "الأشخاص",
  "people.nobody": "لا يوجد أحد للاختيار بعد. ادعُ أحدًا إلى مساحة أولًا.",
  "people.noneFound": "لا أحد بهذا الاسم يشاركك مساحة أو قناة.",
};
