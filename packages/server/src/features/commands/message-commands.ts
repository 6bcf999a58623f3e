import { splitParts } from "@natter/contract/command-text";
import { ChatError } from "@natter/contract/chat-error";
import { escapeMarkdown } from "@natter/contract/markdown";
import { misused, type CommandDeed, type CommandKind, type CommandUse } from "./command.ts";

const shrugged = "¯\\_(ツ)_/¯";

/** Commands that write a message. */
export const messageCommands: readonly CommandKind[] = [
  {
    name: "shrug",
    usage: "[text]",
    summary: `Writes ${shrugged} behind your text`,
    needs: "send",
    plan: (use) =>
      sends(use, `${use.args} ${use.isMarkdown ? escapeMarkdown(shrugged) : shrugged}`.trim()),
  },
  {
    name: "me",
    usage: "text",
    summary: "Says in italics what you are doing",
    needs: "send",
    plan(use) {
      if (use.args === "") throw misused(this);
      // What has marks of its own, or lines, would end the italics before its end.
      return sends(use, use.isMarkdown && !/[*_\n]/.test(use.args) ? `_${use.args}_` : use.args);
    },
  },
  {
    name: "poll",
    usage: "question | option | option …",
    summary: "Asks for a vote",
    needs: "create-poll",
    plan(use) {
      const [question, ...options] = splitParts(use.args);
      if (question === undefined || options.length < 2) throw misused(this);
      return {
        route: "messages.send",
        input: {
          params: { cid: use.cid },
          body: {
            ...replyOf(use),
            clientId: use.clientId,
            kind: "poll",
            poll: { question, options },
          },
        },
        reply: null,
      };
    },
  },
  {
    name: "giphy",
    usage: "what to look for",
    summary: "Sends a moving picture",
    needs: "send",
    plan() {
      throw new ChatError(
        "command.not_configured",
        "Nobody who has moving pictures is configured for this app.",
      );
    },
  },
];

function sends(use: CommandUse, text: string): CommandDeed {
  return {
    route: "messages.send",
    input: { params: { cid: use.cid }, body: { ...replyOf(use), clientId: use.clientId, text } },
    reply: null,
  };
}

function replyOf({ threadId }: CommandUse): { threadId?: string } {
  return threadId === undefined ? {} : { threadId };
}
