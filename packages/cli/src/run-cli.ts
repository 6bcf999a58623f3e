import { ChatError } from "@natter/contract";
import { CliError, UsageError } from "./cli-error.ts";
import type { Command } from "./command.ts";
import { importIrcCommand } from "./commands/import-irc-command.ts";
import type { Terminal } from "./terminal.ts";

const commands: readonly Command[] = [importIrcCommand];

/** Runs the command that the arguments name and answers the exit code: 0 done, 1 failed, 2 written wrongly. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const wantsHelp = args.includes("--help") || args.includes("-h");
  const command = commands.find(({ words }) => words.every((word, index) => args[index] === word));
  try {
    if (command === undefined) {
      const [first] = args;
      if (wantsHelp || first === "help") {
        terminal.out(overview());
        return 0;
      }
      const said =
        first === undefined ? "name a command" : `there is no command "${args.join(" ")}"`;
      throw new UsageError(said);
    }
    if (wantsHelp) {
      terminal.out(command.help);
      return 0;
    }
    return await command.run(args.slice(command.words.length), terminal);
  } catch (error) {
    return complain(error, command, terminal);
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ words }) => words.join(" ").length));
  const list = commands.map(
    ({ words, summary }) => `  natter ${words.join(" ").padEnd(width)}  ${summary}`,
  );
  return [
    "Natter, the chat engine a team runs itself",
    "",
    ...list,
    "",
    "natter COMMAND --help says how a command is used.",
    "",
  ].join("\n");
}

function complain(error: unknown, command: Command | undefined, terminal: Terminal): number {
  const red = (text: string) => (terminal.color ? `\u001B[31m${text}\u001B[39m` : text);
  if (error instanceof ChatError) {
    const request = error.requestId ? `, request ${error.requestId}` : "";
    terminal.err(`${red("natter:")} ${error.message} (${error.code}${request})\n`);
    return 1;
  }
  if (error instanceof CliError) {
    terminal.err(`${red("natter:")} ${error.message}\n`);
    if (error instanceof UsageError) {
      const words = command === undefined ? "" : ` ${command.words.join(" ")}`;
      terminal.err(`natter${words} --help says how it is used.\n`);
    }
    return error.exitCode;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.err(`${red("natter: a defect in this command:")} ${text}\n`);
  return 1;
}
