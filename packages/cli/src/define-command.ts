import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { createApiClient } from "./api-client.ts";
import { CliError, UsageError } from "./cli-error.ts";
import type { Command } from "./command.ts";
import { commandHelp } from "./command-help.ts";
import { commonOptions, type CommandSpec, type Given } from "./command-spec.ts";
import { findAdminConnection, findConnection, type Connection } from "./connection.ts";
import { createProgress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** Makes a command of the API: its help, its options, its key, a question where it destroys, and its output. */
export function defineCommand(spec: CommandSpec): Command {
  return {
    words: spec.words,
    summary: spec.summary,
    help: commandHelp(spec),
    async run(args, terminal) {
      const given = readGiven(spec, args);
      const connection = await connect(spec, given, terminal);
      if (spec.confirm && !given.has("yes")) await ask(spec.confirm(given), terminal);
      const progress = createProgress(terminal, () => performance.now());
      const api = createApiClient({
        ...connection,
        onRetry: (reason, delay) =>
          progress.note(`${reason}; trying again in ${(delay / 1_000).toFixed(1)} s`),
      });
      const { json, text, notice } = await spec.run({ api, connection, given, terminal });
      if (given.has("json") && json !== undefined)
        terminal.out(`${JSON.stringify(json, null, 2)}\n`);
      else if (text !== "") terminal.out(`${text}\n`);
      if (notice !== undefined && !given.has("json")) terminal.err(`${notice}\n`);
      return 0;
    },
  };
}

function connect(spec: CommandSpec, given: Given, { config }: Terminal): Promise<Connection> {
  const endpoint = given.option("endpoint");
  const key = given.option("key");
  if (spec.key === "admin") return findAdminConnection({ endpoint, key }, config);
  return findConnection({ endpoint, key, dataDir: given.option("data-dir") }, config);
}

async function ask(question: string, { ask: askPerson }: Terminal): Promise<void> {
  if (!askPerson) throw new UsageError(`${question} Say so with --yes`);
  const answer = await askPerson(`${question} [y/N] `);
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError("nothing was done");
}

function readGiven(spec: CommandSpec, args: readonly string[]): Given {
  const { values, positionals } = parse(spec, args);
  const words = assign(spec.positionals ?? [], positionals);
  const all = (name: string): readonly string[] => {
    const value = values[name];
    if (Array.isArray(value)) return value.map(String);
    return typeof value === "string" ? [value] : [];
  };
  return {
    word: (name) => words.get(name)?.[0] ?? "",
    words: (name) => words.get(name) ?? [],
    option: (name) => all(name)[0],
    options: all,
    has: (name) => values[name] !== undefined && values[name] !== false,
    number(name, { usual, least, most }) {
      const [text] = all(name);
      if (text === undefined) return usual;
      const value = Number(text);
      if (/^\d+$/.test(text) && value >= least && value <= most) return value;
      throw new UsageError(`--${name} is a whole number from ${least} to ${most}, not "${text}"`);
    },
  };
}

function parse(spec: CommandSpec, args: readonly string[]) {
  const options: ParseArgsOptionsConfig = {};
  for (const [name, { value, multiple }] of Object.entries({ ...commonOptions, ...spec.options })) {
    options[name] = {
      type: value === undefined ? "boolean" : "string",
      ...(multiple ? { multiple } : {}),
    };
  }
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    // Node's sentence; what it adds about words that begin with a dash helps nobody who mistyped an option.
    const [sentence = ""] = (error instanceof Error ? error.message : String(error)).split(". ");
    throw new UsageError(sentence, { cause: error });
  }
}

function assign(
  names: readonly string[],
  given: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [index, name] of names.entries()) {
    const isMany = name.endsWith("...");
    const values = isMany ? given.slice(index) : given.slice(index, index + 1);
    const plain = name.replace("...", "");
    if (values.length === 0) throw new UsageError(`${plain} is missing`);
    found.set(plain, values);
    if (isMany) return found;
  }
  const extra = given[names.length];
  if (extra !== undefined) throw new UsageError(`"${extra}" is one word too many`);
  return found;
}
