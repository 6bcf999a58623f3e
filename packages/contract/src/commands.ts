import { z } from "zod";
import { CommandName } from "./channel-types.ts";
import { ChannelCid, ClientId, MessageId } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { Message } from "./messages.ts";
import { text } from "./text.ts";

/** A command that the caller may use in a channel. */
export const Command = z.object({
  name: CommandName,
  /** What follows the name, for people: `@person [time] [reason]`. */
  usage: z.string(),
  summary: z.string(),
});
export type Command = z.infer<typeof Command>;
export const CommandList = z.object({ items: z.array(Command) });

export const RunCommandInput = z.strictObject({
  /** Of the message it sends, if it does; a repeat sends none twice. */
  clientId: ClientId,
  /** The whole text, its slash included. */
  text: text(defaultLimits.messageCharacters, 2),
  threadId: MessageId.optional(),
});
export type RunCommandInput = z.infer<typeof RunCommandInput>;

/** What only the caller sees. It is nowhere stored. */
export const CommandReply = z.object({
  cid: ChannelCid,
  command: CommandName,
  clientId: ClientId,
  text: z.string(),
});
export type CommandReply = z.infer<typeof CommandReply>;

export const CommandAnswer = z.object({
  message: Message.nullable(),
  reply: CommandReply.nullable(),
});
export type CommandAnswer = z.infer<typeof CommandAnswer>;
