import type { ChatMessage } from "@natter/client";
import { useMessageText } from "../components/message-types.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useClockFormat } from "../time/use-clock-format.ts";

/** A message in one sentence, for those who hear it: "Ada, 10:42: hello, edited, 👍, 2 reactions, 3 replies". */
export function useMessageName(message: ChatMessage): string {
  const strings = useStrings();
  const clock = useClockFormat();
  const textOf = useMessageText();
  const name = message.sender?.name ?? strings("message.unknownSender");
  const text = message.deletedAt ? strings("message.deleted") : textOf(message);
  const time = clock.time(message.createdAt);
  if (message.kind === "system") return `${message.text}, ${time}`;
  const parts = [`${name}, ${time}: ${text}`];
  if (message.editedAt && !message.deletedAt) parts.push(strings("message.edited"));
  if (message.state === "failed") parts.push(strings("message.failed"));
  for (const { type, count } of message.reactions) {
    parts.push(strings("reactions.count", { emoji: type, count }));
  }
  if (message.thread) parts.push(strings("message.replies", { count: message.thread.replyCount }));
  return parts.join(", ");
}
