import type { Capability, ChatMessage } from "@natter/client";
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
  /** The key that does it while the message has focus. */
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly inToolbar?: boolean;
};

/** How the kit's own actions look, by their id. */
export const actionLooks: Readonly<Record<MessageActionId, Looks>> = {
  react: { icon: "smile", shortcut: "+" },
  reply: { icon: "reply", shortcut: "r", inToolbar: true },
  thread: { icon: "thread", shortcut: "t", inToolbar: true },
  edit: { icon: "edit", shortcut: "e", inToolbar: true },
  retry: { icon: "retry", inToolbar: true },
  copy: { icon: "copy" },
  copyLink: { icon: "link" },
  forward: { icon: "forward" },
  pin: { icon: "pin" },
  star: { icon: "star" },
  markUnread: { icon: "unread", shortcut: "u" },
  remind: { icon: "clock" },
  history: { icon: "edit" },
  report: { icon: "alert" },
  discard: { icon: "trash", shortcut: "Delete", danger: true },
  delete: { icon: "trash", shortcut: "Delete", danger: true },
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
