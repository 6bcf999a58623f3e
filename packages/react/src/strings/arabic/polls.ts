import type { polls as english } from "../english/polls.ts";
import type { Arabic } from "../phrase.ts";

export const polls: Arabic<typeof english> = {};
