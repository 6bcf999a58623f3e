export { ChatProvider } from "./provider/chat-provider.tsx";
export type { ChatProviderProps, Theme } from "./provider/chat-provider.tsx";
export { useChatClient } from "./provider/use-chat-client.ts";
export { useChatState } from "./provider/use-chat-state.ts";
export { useCurrentUser } from "./provider/use-current-user.ts";

export { Components, useComponents } from "./components/components.tsx";
export type { ComponentsProps } from "./components/components.tsx";
export { useMessageText, useMessageType } from "./components/message-types.ts";
export type { MessageData, MessageType, MessageTypes } from "./components/message-types.ts";
export type { PartOverrides } from "./components/overrides.ts";
export type { SlotName, Slots } from "./components/slots.ts";

export { Chat } from "./chat/chat.tsx";
export type { ChatProps } from "./chat/chat.tsx";
export { useChatRoom } from "./chat/use-chat-room.ts";
export type { ChatRoom } from "./chat/use-chat-room.ts";

export { Channel } from "./channel/channel.tsx";
export type { ChannelProps } from "./channel/channel.tsx";
export { useChannelScope } from "./channel/channel-context.ts";
export type { ChannelScope, ComposerMode, JumpWish, StartAt } from "./channel/channel-context.ts";

export { ChannelHeader } from "./channels/channel-header.tsx";
export type { ChannelHeaderProps } from "./channels/channel-header.tsx";
export { ChannelList } from "./channels/channel-list.tsx";
export type { ChannelListProps } from "./channels/channel-list.tsx";
export { ChannelListItem } from "./channels/channel-list-item.tsx";
export type { ChannelListItemProps } from "./channels/channel-list-item.tsx";
export { isUnmodifiedClick } from "./channels/is-unmodified-click.ts";
export { useChannels } from "./channels/use-channels.ts";
export type { Channels } from "./channels/use-channels.ts";
export { useChannelState } from "./channels/use-channel-state.ts";
export type { ChannelStatus, ChannelView } from "./channels/use-channel-state.ts";
export { useStartChat } from "./channels/use-start-chat.ts";

export { MessageList } from "./messages/message-list.tsx";
export type { MessageListProps } from "./messages/message-list.tsx";
export { Message, Message as MessageUI } from "./messages/message.tsx";
export type { MessageProps } from "./messages/message.tsx";
export { DateSeparator } from "./messages/message-row-view.tsx";
export type { DateSeparatorProps } from "./messages/message-row-view.tsx";
export { messageRows } from "./messages/message-rows.ts";
export type { MessageGroup, MessageRow, RowMessage, RowOptions } from "./messages/message-rows.ts";
export { useMessages } from "./messages/use-messages.ts";
export type { Messages } from "./messages/use-messages.ts";
export { useReadLine } from "./messages/use-read-line.ts";
export type { ReadLine } from "./messages/use-read-line.ts";
export { useMessageListVirtualizer } from "./messages/use-message-list-virtualizer.ts";
export type {
  MessageListVirtualizer,
  MessageListVirtualizerOptions,
} from "./messages/use-message-list-virtualizer.ts";

export { Reactions } from "./reactions/reactions.tsx";
export type { ReactionsProps } from "./reactions/reactions.tsx";

export { EmojiPicker } from "./emoji/emoji-picker.tsx";
export type { EmojiPickerProps } from "./emoji/emoji-picker.tsx";
export { ownQuickReactions, quickReactions } from "./emoji/quick-reactions.ts";
export { useEmojiData } from "./emoji/use-emoji-data.ts";
export type { EmojiDataState } from "./emoji/use-emoji-data.ts";
export type { Emoji, EmojiCategory, EmojiData } from "./emoji/emoji-data.ts";

export { MessageBody } from "./markdown/message-body.tsx";
export type { MessageBodyProps } from "./markdown/message-body.tsx";
export { useMessageBody } from "./markdown/use-message-body.ts";
export type { ParsedBody, ParseOptions } from "./markdown/use-message-body.ts";
export type { MarkdownRenderers, Renderer } from "./markdown/renderers.ts";

export { MessageInput } from "./composer/message-input.tsx";
export type { MessageInputProps } from "./composer/message-input.tsx";

export { TypingIndicator } from "./typing/typing-indicator.tsx";
export type { TypingIndicatorProps } from "./typing/typing-indicator.tsx";
export { useTyping } from "./typing/use-typing.ts";
export type { Typing } from "./typing/use-typing.ts";

export { Avatar, PresenceDot } from "./people/avatar.tsx";
export type { AvatarProps, PresenceDotProps } from "./people/avatar.tsx";
export { identiconPattern } from "./people/identicon-pattern.ts";
export type { IdenticonPattern } from "./people/identicon-pattern.ts";
export { MemberList } from "./people/member-list.tsx";
export type { MemberListProps } from "./people/member-list.tsx";
export { OnlineUsers } from "./people/online-users.tsx";
export type { OnlineUsersProps } from "./people/online-users.tsx";
export { useMembers } from "./people/use-members.ts";
export type { Members } from "./people/use-members.ts";
export { useLoadPresence, useOnline, useOnlineUsers } from "./people/use-online.ts";
export type { OnlineUsers as OnlineUsersState } from "./people/use-online.ts";

export { UnreadBadge } from "./unread/unread-badge.tsx";
export type { UnreadBadgeProps } from "./unread/unread-badge.tsx";
export { useUnread } from "./unread/use-unread.ts";

export { ConnectionBanner } from "./connection/connection-banner.tsx";
export type { ConnectionBannerProps } from "./connection/connection-banner.tsx";
export { useConnection } from "./connection/use-connection.ts";
export type { Connection } from "./connection/use-connection.ts";

export { Announcer, useAnnounce } from "./announcer/announcer.tsx";
export { Button, IconButton } from "./primitives/button.tsx";
export type { ButtonProps, IconButtonProps } from "./primitives/button.tsx";
export { Dialog } from "./primitives/dialog.tsx";
export type { DialogProps } from "./primitives/dialog.tsx";
export { EmptyState } from "./primitives/empty-state.tsx";
export type { EmptyStateProps } from "./primitives/empty-state.tsx";
export { Icon } from "./primitives/icon.tsx";
export type { IconName, IconProps } from "./primitives/icon.tsx";
export { Menu } from "./primitives/menu.tsx";
export type { MenuItem, MenuProps, MenuShortcut } from "./primitives/menu.tsx";
export { Popover } from "./primitives/popover.tsx";
export type { PopoverProps } from "./primitives/popover.tsx";
export { Skeleton } from "./primitives/skeleton.tsx";
export type { SkeletonProps } from "./primitives/skeleton.tsx";
export { Toaster, useToast } from "./primitives/toaster.tsx";
export { useCopy } from "./primitives/use-copy.ts";
export { useDelayed } from "./primitives/use-delayed.ts";

export { english } from "./strings/english.ts";
export type { StringKey, Strings } from "./strings/english.ts";
export type { Language, Phrase, Translation } from "./strings/phrase.ts";
export { useLocale, useStrings } from "./strings/use-strings.ts";
export type { Say } from "./strings/use-strings.ts";
