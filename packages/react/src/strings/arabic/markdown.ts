import type { markdown as english } from "../english/markdown.ts";
import type { Arabic } from "../phrase.ts";

export const markdown: Arabic<typeof english> = {
  "code.copy": "نسخ الشيفرة",
  "code.plain": "شيفرة",
  "message.showLess": "عرض أقل",
  "message.showMore": "عرض المزيد",
  "spoiler.hide": "إخفاء النص المحجوب",
  "spoiler.show": "نص محجوب. أظهره",
};
