import type { primitives as english } from "../english/primitives.ts";
import type { Arabic } from "../phrase.ts";

export const primitives: Arabic<typeof english> = {
  "dialog.close": "إغلاق",
  "error.again": "أعد المحاولة",
  "error.generic": "حدث خطأ ما. أعد المحاولة.",
  "toast.dismiss": "إخفاء",
  "error.copy": "لم يسمح متصفحك بالنسخ.",
};
