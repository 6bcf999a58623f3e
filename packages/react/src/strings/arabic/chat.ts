import type { chat as english } from "../english/chat.ts";
import type { Arabic } from "../phrase.ts";

export const chat: Arabic<typeof english> = {};
