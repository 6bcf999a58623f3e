import { ChatError } from "@natter/contract";
import { CliError, UsageError } from "./cli-error.ts";
import type { Command } from "./command.ts";
import { appsCommands } from "./commands/apps-commands.ts";
import { channelsCommands } from "./commands/channels-commands.ts";
import { importIrcCommand } from "./commands/import-irc-command.ts";
import { keysCommands } from "./commands/keys-commands.ts";
import { moderationCommands } from "./commands/moderation-commands.ts";
import { moderationQueueCommands } from "./commands/moderation-queue-commands.ts";
import { seedCommand } from "./commands/seed-command.ts";
import { tailCommand } from "./commands/tail-command.ts";
import { tokensCommands } from "./commands/tokens-commands.ts";
import { usersCommands } from "./commands/users-commands.ts";
import type { Terminal } from "./terminal.ts";

const commands: readonly Command[] = [
  ...appsCommands,
  ...keysCommands,
  ...usersCommands,
  ...tokensCommands,
  ...channelsCommands,
  ...moderationCommands,
  ...moderationQueueCommands,
  importIrcCommand,
  seedCommand,
  tailCommand,
];

/** Runs the command that the arguments name and answers the exit code: 0 done, 1 failed, 2 written wrongly. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const wantsHelp = args.includes("--help") || args.includes("-h");
  const command = commands.find(({ words }) => words.every((word, index) => args[index] === word));
  try {
    if (command === undefined) {
      const [first] = args;
      const group = commands.filter(({ words }) => words[0] === first);
      if (wantsHelp || first === "help") {
        terminal.out(overview(group.length > 0 ? group : commands));
        return 0;
      }
      if (first === undefined) throw new UsageError("name a command");
      const typed = args.filter((arg) => !arg.startsWith("-")).join(" ");
      const others = group.map(({ words }) => words.join(" ")).join(", ");
      throw new UsageError(
        `there is no command "${typed}"${others === "" ? "" : `; there are ${others}`}`,
      );
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

function overview(shown: readonly Command[]): string {
  const width = Math.max(...shown.map(({ words }) => words.join(" ").length));
  const list = shown.map(
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
