import type { settings as english } from "../english/settings.ts";
import type { Arabic } from "../phrase.ts";

export const settings: Arabic<typeof english> = {};
