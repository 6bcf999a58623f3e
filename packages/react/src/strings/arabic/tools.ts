import type { tools as english } from "../english/tools.ts";
import type { Arabic } from "../phrase.ts";

export const tools: Arabic<typeof english> = {
  "tools.pinFor": "تثبيت لمدة",
};
