import type { Channel, Message } from "@natter/client";
import type { Say } from "../strings/use-strings.ts";

export type ChannelPreview = {
  /** What kind of line it is: somebody typing comes before what the viewer began, and both before what was said last. */
  readonly type: "typing" | "draft" | "message" | "none";
  /** Who said it, before the text; empty where that is plain. */
  readonly prefix: string;
  readonly text: string;
};

export type PreviewInput = {
  readonly channel: Channel;
  readonly viewerId: string | undefined;
  /** Who is typing. */
  readonly typing: readonly { readonly name: string }[];
  readonly draft: string | null;
  readonly say: Say;
  /** What the newest message says in words. */
  readonly lastText: string;
};

/** The second line of a conversation in a list. What comes before a text is apart: each has a direction of its own. */
export function channelPreview(input: PreviewInput): ChannelPreview {
  const { channel, typing, draft, say } = input;
  const [first, second] = typing;
  if (first && second) return { type: "typing", prefix: "", text: say("typing.many") };
  if (first) return { type: "typing", prefix: "", text: say("typing.one", { first: first.name }) };
  if (draft !== null && draft.trim() !== "") {
    return { type: "draft", prefix: say("channels.draft"), text: firstLine(draft) };
  }
  if (channel.lastMessage === null) return { type: "none", prefix: "", text: "" };
  return {
    type: "message",
    prefix: senderOf(channel.lastMessage, input),
    text: messageLine(channel.lastMessage, input),
  };
}

function senderOf({ sender }: Message, { channel, viewerId, say }: PreviewInput): string {
  if (sender === null) return "";
  if (sender.id === viewerId) return say("channels.you");
  return channel.kind === "direct" ? "" : say("channels.from", { name: sender.name });
}

function messageLine(message: Message, { say, lastText }: PreviewInput): string {
  if (message.deletedAt) return say("channels.deleted");
  return message.poll ? say("channels.poll", { text: firstLine(lastText) }) : firstLine(lastText);
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0] ?? "";
}
