import { selectStarred, type ChatMessage } from "@natter/client";
import { useContext } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useMessageText } from "../components/message-types.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import type { MessageActionId } from "./message-actions.ts";
import { MarkUnreadContext } from "./message-list-context.ts";
import { useDeleteMessage } from "./use-delete-message.ts";

/** What is done at once; the rest opens something first. */
export type MessageCommand = Exclude<
  MessageActionId,
  "react" | "forward" | "remind" | "history" | "report"
>;

export type MessageCommands = Readonly<Record<MessageCommand, () => void>> & {
  /** Adds the viewer's reaction, or takes it back when it is there already. */
  readonly react: (emoji: string) => void;
  readonly toggle: (emoji: string, mine: boolean) => void;
  readonly jumpTo: (messageId: string) => void;
};

/** What the viewer does with one message. What the server refuses is said in a toast. */
export function useMessageCommands(message: ChatMessage, viewerId: string): MessageCommands {
  const client = useChatClient();
  const channel = client.channel(message.cid);
  const { threadId, setMode, focusComposer, jumpTo, openThread } = useChannelScope();
  const markUnreadFrom = useContext(MarkUnreadContext);
  const toast = useToast();
  const strings = useStrings();
  const textOf = useMessageText();
  const deleteMessage = useDeleteMessage(message.cid);
  const complain = (error: unknown) => {
    toast(error instanceof Error && error.message ? error.message : strings("error.generic"));
  };
  const copyText = (text: string) => {
    navigator.clipboard.writeText(text).then(() => toast(strings("message.copied")), complain);
  };
  const toggle = (emoji: string, mine: boolean) => {
    if (message.id === null) return;
    const change = mine ? channel.unreact(message.id, emoji) : channel.react(message.id, emoji);
    change.catch(complain);
  };
  const compose = (type: "reply" | "edit") => {
    if (message.state !== "sent") return;
    setMode({ type, message });
    focusComposer();
  };
  const withId = (act: (id: string) => Promise<unknown>) => () => {
    if (message.id !== null) act(message.id).catch(complain);
  };
  return {
    toggle,
    react: (emoji) => {
      const group = message.reactions.find((reaction) => reaction.type === emoji);
      toggle(emoji, group?.userIds.includes(viewerId) ?? false);
    },
    reply: () => compose("reply"),
    thread: () => openThread(message.id),
    edit: () => compose("edit"),
    copy: () => copyText(textOf(message)),
    copyLink: () => {
      const url = new URL(location.href);
      url.searchParams.set("m", message.id ?? "");
      if (threadId !== null) url.searchParams.set("thread", threadId);
      copyText(url.href);
    },
    pin: withId((id) => (message.pinned ? channel.unpin(id) : channel.pin(id))),
    star: withId((id) =>
      selectStarred(id)(client.store.getState()) ? channel.unstar(id) : channel.star(id),
    ),
    markUnread: () => markUnreadFrom(message),
    delete: () => {
      if (message.id !== null) deleteMessage(message.id);
    },
    retry: () => {
      if (message.clientId !== null) channel.retry(message.clientId).catch(complain);
    },
    discard: () => {
      if (message.clientId !== null) channel.cancel(message.clientId);
    },
    jumpTo,
  };
}
