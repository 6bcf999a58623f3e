import type { ChatMessage } from "@natter/client";
import { useChannelScope } from "../channel/channel-context.ts";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";

export type MessageCommands = {
  /** Adds the viewer's reaction, or takes it back when it is there already. */
  readonly react: (emoji: string) => void;
  readonly toggle: (emoji: string, mine: boolean) => void;
  readonly reply: () => void;
  readonly edit: () => void;
  readonly copy: () => void;
  readonly copyLink: () => void;
  readonly delete: () => void;
  readonly retry: () => void;
  readonly discard: () => void;
  readonly jumpTo: (messageId: string) => void;
};

/** What the viewer does with one message. What the server refuses is said in a toast. */
export function useMessageCommands(message: ChatMessage, viewerId: string): MessageCommands {
  const channel = useChatClient().channel(message.cid);
  const { setMode, focusComposer, jumpTo } = useChannelScope();
  const toast = useToast();
  const strings = useStrings();
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
  return {
    toggle,
    react: (emoji) => {
      const group = message.reactions.find((reaction) => reaction.type === emoji);
      toggle(emoji, group?.userIds.includes(viewerId) ?? false);
    },
    reply: () => compose("reply"),
    edit: () => compose("edit"),
    copy: () => copyText(message.text),
    copyLink: () => {
      const url = new URL(location.href);
      url.searchParams.set("m", message.id ?? "");
      copyText(url.href);
    },
    delete: () => {
      if (message.id !== null) channel.delete(message.id).catch(complain);
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
