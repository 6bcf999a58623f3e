import type { people as english } from "../english/people.ts";
import type { Arabic } from "../phrase.ts";

export const people: Arabic<typeof english> = {
  "presence.offline": "غير متصل",
  "presence.online": "متصل",
};
