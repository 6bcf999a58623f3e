import type { spaces as english } from "../english/spaces.ts";
import type { Arabic } from "../phrase.ts";

export const spaces: Arabic<typeof english> = {};
