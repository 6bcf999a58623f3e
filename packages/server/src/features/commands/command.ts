import type { Capability, RouteInput, RouteName } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";

/** Where and how a command was typed. */
export type CommandUse = {
  readonly cid: string;
  readonly clientId: string;
  readonly threadId: string | undefined;
  /** What stood behind the name. */
  readonly args: string;
  /** Whether marks mean something in the channel's messages. */
  readonly isMarkdown: boolean;
};

/**
 * What a command does: a call of a route, with the caller's own rights and no others, or nothing but an answer. `reply` is
 * what the caller alone is told.
 */
export type CommandDeed =
  | {
      readonly [Name in RouteName]: {
        readonly route: Name;
        readonly input: RouteInput<Name>;
        readonly reply: string | null;
      };
    }[RouteName]
  | { readonly route: null; readonly reply: string };

/**
 * A command. Those of a customer will be of this shape too. `plan` decides what is to be done and does nothing itself; it
 * throws `command.invalid` when it is not told what it needs.
 */
export type CommandKind = {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  /** What the caller must be able to do in the channel; null for what everybody there may. */
  readonly needs: Capability | null;
  plan(use: CommandUse): CommandDeed;
};

/** The refusal of a command that was not told what it needs. */
export function misused({ name, usage }: Pick<CommandKind, "name" | "usage">): ChatError {
  return new ChatError("command.invalid", `Write it so: /${name} ${usage}`, {
    details: { name, usage },
  });
}
