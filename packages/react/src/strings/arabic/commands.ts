import type { commands as english } from "../english/commands.ts";
import type { Arabic } from "../phrase.ts";

export const commands: Arabic<typeof english> = {
  "command.label": "الأوامر",
  "command.unknown": "لا يوجد أمر /{name}. ابدأ بـ // لإرساله كرسالة.",
  "command.hint": "طريقة استخدام /{name}",
  "command.onlyYou": "أنت فقط ترى هذا",
};
