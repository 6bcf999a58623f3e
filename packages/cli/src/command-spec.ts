import type { ApiClient } from "./api-client.ts";
import type { Connection } from "./connection.ts";
import type { Terminal } from "./terminal.ts";

/** One option: `--name VALUE`, or a switch where `value` is absent. */
export type OptionSpec = {
  readonly value?: string;
  readonly help: string;
  readonly multiple?: true;
};

/** What a command found or did: `json` for programs, `text` for people. */
export type Outcome = {
  /** Undefined for what was printed already. */
  readonly json: unknown;
  readonly text: string;
  /** Beside the result, to standard error: for what must be seen and is no result. */
  readonly notice?: string;
};

/** The values of a command's words and options as they were written, checked for presence alone. */
export type Given = {
  /** A word by the name that the help gives it, such as `USER`. */
  word(name: string): string;
  /** All words of a name that may be repeated. */
  words(name: string): readonly string[];
  option(name: string): string | undefined;
  options(name: string): readonly string[];
  has(name: string): boolean;
  /** A whole number in a range, or what is usual. */
  number(name: string, range: { usual: number; least: number; most: number }): number;
};

export type CommandContext = {
  readonly api: ApiClient;
  readonly connection: Connection;
  readonly given: Given;
  readonly terminal: Terminal;
};

export type CommandSpec = {
  readonly words: readonly string[];
  readonly summary: string;
  /** What a person should know before, in a few lines; no wider than 88 characters. */
  readonly details?: string;
  /** The words after the command's own, in order; the last may end in `...` and be repeated. */
  readonly positionals?: readonly string[];
  readonly options?: Readonly<Record<string, OptionSpec>>;
  /** Whose key it needs. */
  readonly key: "server" | "admin";
  /** What would be lost, as a question, for a command that cannot be undone. */
  readonly confirm?: (given: Given) => string;
  readonly run: (context: CommandContext) => Promise<Outcome>;
};

/** The options that every command has. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  endpoint: { value: "URL", help: "the server (NATTER_ENDPOINT; http://localhost:8800)" },
  key: { value: "KEY", help: "the key" },
  "data-dir": { value: "DIR", help: "where a server on this machine keeps its data" },
  json: { help: "print the answer as JSON" },
  yes: { help: "do not ask" },
};
