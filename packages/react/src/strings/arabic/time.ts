import type { time as english } from "../english/time.ts";
import type { Arabic } from "../phrase.ts";

export const time: Arabic<typeof english> = {
  "date.today": "اليوم",
  "date.yesterday": "أمس",
};
