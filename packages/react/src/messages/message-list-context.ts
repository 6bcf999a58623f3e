import type { Channel, ChatMessage } from "@natter/client";
import { createContext, useContext, type ReactNode } from "react";
import type { MessageActionsFor } from "./message-action.ts";
import type { MessageRow } from "./message-rows.ts";
import type { MessageListVirtualizer } from "./use-message-list-virtualizer.ts";
import type { Messages } from "./use-messages.ts";
import type { Pages } from "./use-pages.ts";
import type { RovingMessages, FocusedMessage } from "./use-roving-messages.ts";

/** How much room a message takes. */
export type MessageDensity = "cozy" | "compact";

/** `flat`: one under the other with the faces aside. `bubble`: in bubbles, one's own on the far side. */
export type MessageVariant = "flat" | "bubble";

export type MessageListLook = {
  readonly density: MessageDensity;
  readonly variant: MessageVariant;
  readonly messageActions: MessageActionsFor | null;
};

/** How messages look in the nearest list, and what can be done with them there. */
export const MessageListLookContext = createContext<MessageListLook>({
  density: "cozy",
  variant: "flat",
  messageActions: null,
});

/** Makes a message the first unread one of its list. Apart from the rest, since every message needs it and it never changes. */
export const MarkUnreadContext = createContext<(message: ChatMessage) => void>(() => {});

/** What the parts of a message list share once its messages are there. */
export type LoadedMessageList = {
  readonly status: "ready";
  readonly cid: string;
  readonly threadId: string | null;
  readonly viewerId: string;
  readonly channel: Channel | null;
  readonly list: Messages;
  readonly rows: readonly MessageRow<ChatMessage>[];
  readonly scroll: MessageListVirtualizer;
  readonly focused: FocusedMessage;
  readonly roving: RovingMessages;
  readonly pages: Pages;
  /** The message that was jumped to, for as long as it is lit up. */
  readonly litKey: string | null;
  /** Up to where everything was read when the divider was placed; null without a divider. */
  readonly dividerSeq: number | null;
  /** How many messages were unread when it was placed. */
  readonly dividerCount: number;
  /** Unread messages here. */
  readonly unread: number;
  /** The viewer's last message, below which it says who has read it. */
  readonly receiptsKey: string | null;
  readonly start: ReactNode;
  readonly showLatest: () => void;
  readonly showUnread: () => void;
  /** Marks everything read; the divider goes away. */
  readonly markRead: () => void;
  /** Makes a message the first unread one, and keeps it so while the list stays open. */
  readonly markUnreadFrom: (message: ChatMessage) => void;
  readonly unfold: (summaryKey: string) => void;
};

export type MessageListState =
  | LoadedMessageList
  | { readonly status: "loading" }
  | { readonly status: "error"; readonly retry: () => void };

export const MessageListContext = createContext<MessageListState | null>(null);

/** What the nearest message list knows; for parts of one's own making. */
export function useMessageList(): MessageListState {
  const state = useContext(MessageListContext);
  if (state === null) {
    throw new Error("There is no message list here: put a MessageList.Root around this component.");
  }
  return state;
}
