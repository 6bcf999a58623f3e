import type { commands as english } from "../english/commands.ts";
import type { Arabic } from "../phrase.ts";

export const commands: Arabic<typeof english> = {};
