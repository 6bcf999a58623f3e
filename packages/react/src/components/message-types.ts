import type { ChatMessage, Message } from "@natter/client";
import { createContext, useCallback, useContext, type ComponentType } from "react";

/** What is known of a message wherever it is mentioned: in a list, a preview, a quote, a notification. */
export type MessageData = Pick<Message, "text" | "custom" | "sender" | "createdAt">;

/** How messages whose `custom.type` has a certain value are shown. */
export type MessageType = {
  /** Stands where the text would. */
  readonly component: ComponentType<{ readonly message: ChatMessage }>;
  /** The same in words: for previews, quotes, copying and screen readers. */
  readonly text: (message: MessageData) => string;
  /** What a notification says; `text` when not given. */
  readonly notification?: (message: MessageData) => string;
};

/** By the value of `custom.type`: `{ order: { component: OrderCard, text: … } }`. */
export type MessageTypes = { readonly [type: string]: MessageType };

export const MessageTypesContext = createContext<MessageTypes>({});

/** How a message of one's own type is shown; null for any other. */
export function useMessageType(message: Pick<Message, "custom">): MessageType | null {
  return findMessageType(useContext(MessageTypesContext), message);
}

/** What a message says in words, for previews, quotes, copying, screen readers and, with `notification`, notifications. */
export function useMessageText(): (message: MessageData, use?: "text" | "notification") => string {
  const types = useContext(MessageTypesContext);
  return useCallback(
    (message, use = "text") => {
      const type = findMessageType(types, message);
      if (type === null) return message.text;
      return (
        (use === "notification" ? type.notification : undefined)?.(message) ?? type.text(message)
      );
    },
    [types],
  );
}

function findMessageType(
  types: MessageTypes,
  { custom }: Pick<Message, "custom">,
): MessageType | null {
  const type = custom["type"];
  return typeof type === "string" && Object.hasOwn(types, type) ? (types[type] ?? null) : null;
}
