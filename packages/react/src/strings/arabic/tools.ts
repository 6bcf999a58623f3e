import type { tools as english } from "../english/tools.ts";
import type { Arabic } from "../phrase.ts";

export const tools: Arabic<typeof english> = {
  "tools.forward": "إعادة توجيه",
  "tools.pinFor": "تثبيت لمدة",
  "tools.remind": "ذكّرني",
  "tools.report": "إبلاغ",
};
