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
  "connection.offlineWaiting": {
    zero: "غير متصل.",
    one: "غير متصل. سترسل رسالة واحدة عند عودتك.",
    two: "غير متصل. سترسل رسالتان عند عودتك.",
    few: "غير متصل. سترسل {count} رسائل عند عودتك.",
    many: "غير متصل. سترسل {count} رسالة عند عودتك.",
    other: "غير متصل. سترسل {count} رسالة عند عودتك.",
  },
  "connection.rateLimited": "محاولات كثيرة. لحظة من فضلك…",
  "connection.reload": "إعادة التحميل",
};
