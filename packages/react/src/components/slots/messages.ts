import type { MessageListProps } from "../../messages/message-list.tsx";
import type { DateSeparatorProps } from "../../messages/message-row-view.tsx";
import type { MessageProps } from "../../messages/message.tsx";

export type MessageSlots = {
  readonly DateSeparator: DateSeparatorProps;
  readonly Message: MessageProps;
  readonly MessageList: MessageListProps;
};
