import type { profile as english } from "../english/profile.ts";
import type { Arabic } from "../phrase.ts";

export const profile: Arabic<typeof english> = {};
