import type { embed as english } from "../english/embed.ts";
import type { Arabic } from "../phrase.ts";

export const embed: Arabic<typeof english> = {
  "embed.close": "إغلاق المحادثة",
  "embed.message": "مراسلة",
  "embed.open": "فتح المحادثة",
  "embed.title": "المحادثة",
};
