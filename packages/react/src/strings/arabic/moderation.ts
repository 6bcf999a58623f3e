import type { moderation as english } from "../english/moderation.ts";
import type { Arabic } from "../phrase.ts";

export const moderation: Arabic<typeof english> = {};
