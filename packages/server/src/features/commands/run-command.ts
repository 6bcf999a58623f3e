import type { Message, RouteAnswer, RouteName, RunCommandInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { parseCommandText } from "@natter/contract/command-text";
import type { UserCall } from "../../core/call.ts";
import { userLine } from "../../core/realtime-names.ts";
import { transact } from "../../core/transact.ts";
import { allows, getAccess, type ChannelAccess } from "../channels/public.ts";
import type { CommandDeed, CommandKind } from "./command.ts";
import { commandsFor, commandView, type CommandScope } from "./command-registry.ts";

/** Carries out a route as the call's own caller: the same parsing, the same permissions. */
export type RunRoute = (
  call: UserCall,
  name: RouteName,
  input: { params?: unknown; query?: unknown; body?: unknown },
) => Promise<{ status: number; body: unknown }>;

type RouteParts = Parameters<RunRoute>[2];

/** The commands that the caller may use in a channel. */
export async function listCommands(
  call: UserCall,
  cid: string,
): Promise<RouteAnswer<"commands.list">> {
  const access = await accessOf(call, cid);
  return { items: commandsFor(scopeOf(access)).map(commandView) };
}

/** Runs a command. One that does not exist, or is not the caller's to use, is refused and nothing is written. */
export async function runCommand(
  call: UserCall,
  runRoute: RunRoute,
  { cid, text, clientId, threadId }: RunCommandInput & { cid: string },
): Promise<RouteAnswer<"commands.run">> {
  const typed = parseCommandText(text);
  if (typed.type === "text") throw new ChatError("command.invalid", "That is no command.");
  const access = await accessOf(call, cid);
  const commands = commandsFor(scopeOf(access));
  const kind = commands.find(({ name }) => name === typed.name);
  if (!kind) throw unknownCommand(typed.name);
  const isMarkdown = access.config.features.markdown;
  const deed = kind.plan({ cid, clientId, threadId, args: typed.args, isMarkdown });
  const message = await carryOut(call, runRoute, deed);
  const words = kind.name === "help" ? helpText(commands) : deed.reply;
  if (words === null) return { message, reply: null };
  const reply = { cid, command: kind.name, clientId, text: words };
  tellCaller(call, reply);
  return { message, reply } as RouteAnswer<"commands.run">; // ids that were parsed when they came in
}

async function carryOut(
  call: UserCall,
  runRoute: RunRoute,
  deed: CommandDeed,
): Promise<Message | null> {
  if (deed.route === null) return null;
  const { body } = await runRoute(call, deed.route, deed.input as RouteParts); // what a route takes is made of these
  // What a send answers, by its route.
  return deed.route === "messages.send" ? (body as RouteAnswer<"messages.send">).message : null;
}

function accessOf(call: UserCall, cid: string): Promise<ChannelAccess> {
  return transact(call.engine, call.appId, (tx) => getAccess(tx, cid, call.userId));
}

function scopeOf(access: ChannelAccess): CommandScope {
  const { features, commands } = access.config;
  return { features, commands, can: (capability) => allows(access, capability) };
}

function unknownCommand(name: string): ChatError {
  return new ChatError(
    "command.unknown",
    `There is no command /${name} here. To write it as a message, begin with //${name}.`,
    { details: { name } },
  );
}

function helpText(commands: readonly CommandKind[]): string {
  return commands
    .map(({ name, usage, summary }) => `${`/${name} ${usage}`.trim()} – ${summary}`)
    .join("\n");
}

/** The caller's other devices hear it too; nobody else, and it is not kept. */
function tellCaller({ engine, appId, userId }: UserCall, reply: object): void {
  const json = JSON.stringify({ type: "command.reply", reply });
  engine.realtime.signal([userLine(appId, userId)], json, `command ${engine.newId()}`);
}
