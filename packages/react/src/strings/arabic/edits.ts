import type { edits as english } from "../english/edits.ts";
import type { Arabic } from "../phrase.ts";

export const edits: Arabic<typeof english> = {
  "edits.none": "لم تُعدَّل هذه الرسالة",
  "edits.now": "الآن، منذ {time}",
  "edits.title": "سجل التعديلات",
};
