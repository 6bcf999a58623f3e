import type { Trigger } from "../mentions/trigger.ts";
import type { Commands } from "./use-commands.ts";

/** Offers commands behind a slash at the beginning of a text. */
export function commandTrigger({ commands, load }: Commands, label: string): Trigger {
  return {
    id: "commands",
    sign: "/",
    atStart: true,
    label,
    find: (query) =>
      commands
        .filter(({ name }) => name.startsWith(query.toLowerCase()))
        .map(({ name, usage, summary }) => ({
          id: name,
          label: usage === "" ? `/${name}` : `/${name} ${usage}`,
          detail: summary,
          text: `/${name} `,
        })),
    ask: () => {
      load();
      return Promise.resolve([]);
    },
  };
}
