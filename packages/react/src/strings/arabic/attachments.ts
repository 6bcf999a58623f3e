import type { attachments as english } from "../english/attachments.ts";
import type { Arabic } from "../phrase.ts";

export const attachments: Arabic<typeof english> = {};
