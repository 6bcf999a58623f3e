import type { timed as english } from "../english/timed.ts";
import type { Arabic } from "../phrase.ts";

export const timed: Arabic<typeof english> = {};
