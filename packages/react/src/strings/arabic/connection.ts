import type { connection as english } from "../english/connection.ts";
import type { Arabic } from "../phrase.ts";

export const connection: Arabic<typeof english> = {
  "connection.back": "عاد الاتصال",
  "connection.connecting": "جارٍ الاتصال…",
  "connection.offline": "أنت غير متصل. ما ترسله ينتظر حتى تعود.",
  "connection.reconnecting": "انقطع الاتصال. جارٍ إعادة الاتصال…",
  "connection.retry": "حاول الآن",
  "connection.tooOld": "هذا التطبيق قديم. أعد التحميل للمتابعة؛ ما كتبته محفوظ.",
  "connection.unauthorized": "تم تسجيل خروجك.",
};
