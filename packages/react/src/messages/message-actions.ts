import type { Capability, ChatMessage } from "@natter/client";
import type { IconName } from "../primitives/icon.tsx";

export type MessageActionId = "react" | "reply" | "edit" | "copy" | "copyLink" | "delete";

export type MessageAction = {
  readonly id: MessageActionId;
  readonly icon: IconName;
  /** The key that does it while the message has focus. */
  readonly shortcut: string | null;
  readonly danger: boolean;
};

const all: Readonly<Record<MessageActionId, Omit<MessageAction, "id">>> = {
  react: { icon: "smile", shortcut: "+", danger: false },
  reply: { icon: "reply", shortcut: "r", danger: false },
  edit: { icon: "edit", shortcut: "e", danger: false },
  copy: { icon: "copy", shortcut: null, danger: false },
  copyLink: { icon: "link", shortcut: null, danger: false },
  delete: { icon: "trash", shortcut: "Delete", danger: true },
};

/** What the viewer may do with a message, in the order of showing. The toolbar, the menu and the keys all follow it. */
export function messageActions(
  message: Pick<ChatMessage, "state" | "deletedAt" | "kind">,
  viewer: { readonly own: boolean; readonly capabilities: readonly Capability[] },
): readonly MessageAction[] {
  if (message.state !== "sent" || message.deletedAt !== null) return [];
  const can = (capability: Capability) => viewer.capabilities.includes(capability);
  const isSystem = message.kind === "system";
  const allowed: Readonly<Record<MessageActionId, boolean>> = {
    react: can("react") && !isSystem,
    reply: can("send"),
    edit: viewer.own && can("edit-own") && !isSystem,
    copy: true,
    copyLink: true,
    delete: can("delete-any") || (viewer.own && can("delete-own")),
  };
  // The keys of `all` are the ids of the record's own type.
  const ids = Object.keys(all) as MessageActionId[];
  return ids.filter((id) => allowed[id]).map((id) => ({ id, ...all[id] }));
}
