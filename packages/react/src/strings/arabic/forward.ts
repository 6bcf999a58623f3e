import type { forward as english } from "../english/forward.ts";
import type { Arabic } from "../phrase.ts";

export const forward: Arabic<typeof english> = {};
