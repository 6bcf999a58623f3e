import type { hotkeys as english } from "../english/hotkeys.ts";
import type { Arabic } from "../phrase.ts";

export const hotkeys: Arabic<typeof english> = {};
