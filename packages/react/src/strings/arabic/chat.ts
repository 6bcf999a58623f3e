import type { chat as english } from "../english/chat.ts";
import type { Arabic } from "../phrase.ts";

export const chat: Arabic<typeof english> = {
  "chat.back": "العودة إلى القائمة",
  "chat.none": "لا شيء مفتوح",
  "chat.noneText": "اختر محادثة لتتابعها.",
  "chat.skip": "تخطَّ إلى المحادثة",
};
