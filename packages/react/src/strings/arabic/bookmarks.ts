import type { bookmarks as english } from "../english/bookmarks.ts";
import type { Arabic } from "../phrase.ts";

export const bookmarks: Arabic<typeof english> = {
  "bookmarks.star": "تمييز بنجمة",
  "bookmarks.unstar": "إزالة النجمة",
};
