import type { inbox as english } from "../english/inbox.ts";
import type { Arabic } from "../phrase.ts";

export const inbox: Arabic<typeof english> = {};
