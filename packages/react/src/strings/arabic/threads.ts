import type { threads as english } from "../english/threads.ts";
import type { Arabic } from "../phrase.ts";

export const threads: Arabic<typeof english> = {};
