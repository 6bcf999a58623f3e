import type { Terminal } from "./terminal.ts";

/** One command of the CLI. `words` is what is typed to reach it; `run` answers the exit code. */
export type Command = {
  readonly words: readonly string[];
  readonly summary: string;
  readonly help: string;
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<number>;
};
