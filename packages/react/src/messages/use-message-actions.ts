import { selectChannel, selectStarred, type ChatMessage } from "@natter/client";
import { useContext } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useHotkeyBindings } from "../hotkeys/hotkeys-context.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import type { StringKey } from "../strings/english.ts";
import { useStrings } from "../strings/use-strings.ts";
import type { MessageAction } from "./message-action.ts";
import { actionLooks, allowedActions, type MessageActionId } from "./message-actions.ts";
import { MessageListLookContext } from "./message-list-context.ts";
import { useMessageCommands } from "./use-message-commands.ts";

/** What has to be opened before it can be done: a picker, a question, a window. */
export type MessageOpening = "react" | "forward" | "remind" | "history" | "report" | "delete";

const none: readonly never[] = [];

const labelKeys: Readonly<Record<MessageActionId, StringKey>> = {
  react: "message.react",
  reply: "message.reply",
  thread: "message.thread",
  edit: "message.edit",
  retry: "message.retry",
  copy: "message.copy",
  copyLink: "message.copyLink",
  forward: "message.forward",
  pin: "message.pin",
  star: "bookmarks.star",
  markUnread: "message.markUnread",
  remind: "message.remind",
  history: "message.history",
  discard: "message.discard",
  report: "moderation.report",
  delete: "message.delete",
};

/**
 * What can be done with a message, as data: the kit's own actions that the viewer may use, passed through the list's
 * `messageActions`. The toolbar, the menus, the sheet and the keys all show this one list.
 */
export function useMessageActions(
  message: ChatMessage,
  open: (what: MessageOpening) => void,
): readonly MessageAction[] {
  const strings = useStrings();
  const { threadId } = useChannelScope();
  const { messageActions } = useContext(MessageListLookContext);
  const viewerId = useCurrentUser()?.id ?? "";
  // Not the whole channel, which is another one with each message that arrives.
  const capabilities = useChatState((state) => selectChannel(message.cid)(state)?.capabilities);
  const isMember = useChatState((state) => Boolean(selectChannel(message.cid)(state)?.membership));
  const starred = useChatState(selectStarred(message.id ?? ""));
  const commands = useMessageCommands(message, viewerId);
  const keysOf = useHotkeyBindings();

  const labels = {
    ...labelKeys,
    pin: message.pinned ? "message.unpin" : "message.pin",
    star: starred ? "bookmarks.unstar" : "bookmarks.star",
  } as const;
  const run: Readonly<Record<MessageActionId, MessageAction["run"]>> = {
    ...commands,
    react: () => open("react"),
    forward: () => open("forward"),
    remind: () => open("remind"),
    history: () => open("history"),
    report: () => open("report"),
    delete: (press) => (press?.shiftKey ? commands.delete() : open("delete")),
  };
  const defaults = allowedActions(message, {
    own: message.sender?.id === viewerId,
    capabilities: capabilities ?? none,
    isMember,
    inThread: threadId !== null,
  }).map((id): MessageAction => {
    const { hotkey, ...looks } = actionLooks[id];
    const shortcut = hotkey && keysOf(hotkey)[0];
    return {
      ...{ id, label: strings(labels[id]), ...looks, run: run[id] },
      ...(shortcut === undefined ? {} : { shortcut }),
    };
  });
  const actions = messageActions ? messageActions(message, defaults) : defaults;
  return actions.filter(({ visible = true }) => visible);
}
