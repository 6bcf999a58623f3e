import type { Capability, Command } from "@natter/contract";
import type { CommandKind } from "./command.ts";
import { messageCommands } from "./message-commands.ts";
import { peopleCommands } from "./people-commands.ts";

/** What a channel and its caller allow of commands. */
export type CommandScope = {
  readonly features: { readonly commands: boolean };
  /** The commands of the channel's type; null for all there are. */
  readonly commands: readonly string[] | null;
  readonly can: (capability: Capability) => boolean;
};

const help: CommandKind = {
  name: "help",
  usage: "",
  summary: "Tells which commands there are",
  needs: null,
  // Which these are depends on who asks: `runCommand` knows.
  plan: () => ({ route: null, reply: "" }),
};

const kinds = new Map(
  [...messageCommands, ...peopleCommands, help].map((kind) => [kind.name, kind]),
);

/** The commands that a caller may use, by name. */
export function commandsFor(scope: CommandScope): CommandKind[] {
  if (!scope.features.commands) return [];
  return [...kinds.values()]
    .filter(({ name }) => scope.commands === null || scope.commands.includes(name))
    .filter(({ needs }) => needs === null || scope.can(needs))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

/** How a command is listed. */
export function commandView({ name, usage, summary }: CommandKind): Command {
  return { name, usage, summary };
}
