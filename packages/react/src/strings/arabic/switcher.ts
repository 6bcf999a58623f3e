import type { switcher as english } from "../english/switcher.ts";
import type { Arabic } from "../phrase.ts";

export const switcher: Arabic<typeof english> = {};
