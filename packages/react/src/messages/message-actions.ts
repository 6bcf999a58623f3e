import type { Capability, ChatMessage } from "@natter/client";
import type { HotkeyId } from "../hotkeys/hotkey-keys.ts";
import type { IconName } from "../primitives/icon.tsx";

/** What the kit itself can do with a message, in the order of showing. */
export type MessageActionId =
  | "react"
  | "reply"
  | "thread"
  | "edit"
  | "retry"
  | "copy"
  | "copyLink"
  | "forward"
  | "pin"
  | "star"
  | "markUnread"
  | "remind"
  | "history"
  | "report"
  | "discard"
  | "delete";

type Looks = {
  readonly icon: IconName;
  /** The name of the key that does it while the message has focus. */
  readonly hotkey?: HotkeyId;
  readonly danger?: boolean;
  readonly inToolbar?: boolean;
};

/** How the kit's own actions look, by their id. */
export const actionLooks: Readonly<Record<MessageActionId, Looks>> = {
  react: { icon: "smile", hotkey: "message.react" },
  reply: { icon: "reply", hotkey: "message.reply", inToolbar: true },
  thread: { icon: "thread", hotkey: "message.thread", inToolbar: true },
  edit: { icon: "edit", hotkey: "message.edit", inToolbar: true },
  retry: { icon: "retry", inToolbar: true },
  copy: { icon: "copy" },
  copyLink: { icon: "link" },
  forward: { icon: "forward" },
  pin: { icon: "pin" },
  star: { icon: "star" },
  markUnread: { icon: "unread", hotkey: "message.markUnread" },
  remind: { icon: "clock" },
  history: { icon: "edit" },
  report: { icon: "alert" },
  discard: { icon: "trash", hotkey: "message.delete", danger: true },
  delete: { icon: "trash", hotkey: "message.delete", danger: true },
};

export type MessageViewer = {
  readonly own: boolean;
  readonly capabilities: readonly Capability[];
  readonly isMember: boolean;
  readonly inThread: boolean;
};

/** What the viewer may do with a message, in the order of showing. */
export function allowedActions(
  message: Pick<ChatMessage, "state" | "deletedAt" | "kind" | "editedAt" | "text" | "threadId">,
  viewer: MessageViewer,
): readonly MessageActionId[] {
  if (message.state === "failed") return ["retry", "copy", "discard"];
  if (message.state !== "sent" || message.deletedAt !== null) return [];
  const can = (capability: Capability) => viewer.capabilities.includes(capability);
  const isSystem = message.kind === "system";
  const allowed: Readonly<Record<MessageActionId, boolean>> = {
    react: can("react") && !isSystem,
    reply: can("send"),
    thread: !viewer.inThread && message.threadId === null && can("send-reply") && !isSystem,
    edit: (can("edit-any") || (viewer.own && can("edit-own"))) && !isSystem,
    retry: false,
    copy: message.text !== "",
    copyLink: true,
    forward: viewer.isMember && !isSystem,
    pin: can("pin") && !viewer.inThread,
    star: viewer.isMember,
    markUnread: viewer.isMember,
    remind: viewer.isMember,
    history: message.editedAt !== null,
    report: viewer.isMember && !viewer.own && !isSystem,
    discard: false,
    delete: can("delete-any") || (viewer.own && can("delete-own")),
  };
  // The keys of `actionLooks` are the ids of the record's own type.
  const ids = Object.keys(actionLooks) as MessageActionId[];
  return ids.filter((id) => allowed[id]);
}
