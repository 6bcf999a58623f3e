import type { threads as english } from "../english/threads.ts";
import type { Arabic } from "../phrase.ts";

export const threads: Arabic<typeof english> = {
  "thread.empty": "لا ردود بعد. اكتب أول رد.",
  "thread.follow": "متابعة",
  "thread.following": "تتابعها",
  "thread.gone": "لم تعد هذه السلسلة موجودة.",
  "thread.label": "سلسلة",
  "thread.open": "اعرض السلسلة",
  "threads.empty": "لا تتابع أي سلسلة بعد.",
};
