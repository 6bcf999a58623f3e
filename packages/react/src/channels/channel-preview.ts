import type { Channel, Message } from "@natter/client";
import type { Say } from "../strings/use-strings.ts";

export type ChannelPreview = {
  /** What kind of line it is: somebody typing comes before what the viewer began, and both before what was said last. */
  readonly type: "typing" | "draft" | "message" | "none";
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

/** The second line of a conversation in a list. */
export function channelPreview(input: PreviewInput): ChannelPreview {
  const { channel, typing, draft, say } = input;
  const [first, second] = typing;
  if (first && second) return { type: "typing", text: say("typing.many") };
  if (first) return { type: "typing", text: say("typing.one", { first: first.name }) };
  if (draft !== null && draft.trim() !== "") {
    return { type: "draft", text: say("channels.draft", { text: firstLine(draft) }) };
  }
  const text = channel.lastMessage ? messageLine(channel.lastMessage, input) : "";
  return text === "" ? { type: "none", text: "" } : { type: "message", text };
}

function messageLine(message: Message, { channel, viewerId, say, lastText }: PreviewInput): string {
  const text = message.deletedAt
    ? say("channels.deleted")
    : message.poll
      ? say("channels.poll", { text: firstLine(lastText) })
      : firstLine(lastText);
  if (message.sender && message.sender.id === viewerId) return say("channels.you", { text });
  if (channel.kind !== "direct" && message.sender) {
    return say("channels.from", { name: message.sender.name, text });
  }
  return text;
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0] ?? "";
}
