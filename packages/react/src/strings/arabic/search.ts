import type { search as english } from "../english/search.ts";
import type { Arabic } from "../phrase.ts";

export const search: Arabic<typeof english> = {};
