export { ChatProvider, type ChatProviderProps, type Theme } from "./provider/chat-provider.tsx";
export { useChatClient } from "./provider/use-chat-client.ts";
export { useChatState } from "./provider/use-chat-state.ts";
export { useCurrentUser } from "./provider/use-current-user.ts";
export { useReportError, type ReportError } from "./provider/report-error.ts";
export { useOwnedClient, type ProvidedConnection } from "./provider/use-owned-client.ts";

export { Components, useComponents, type ComponentsProps } from "./components/components.tsx";
export { useMessageText, useMessageType } from "./components/message-types.ts";
export type { MessageData, MessageType, MessageTypes } from "./components/message-types.ts";
export type { PartOverrides } from "./components/overrides.ts";
export type { SlotName, Slots } from "./components/slots.ts";

export { Chat, type ChatLayout, type ChatProps } from "./chat/chat.tsx";
export { PaneBoundary, type PaneBoundaryProps } from "./chat/pane-boundary.tsx";
export { useChannelKeys, type ChannelKeys } from "./chat/use-channel-keys.ts";
export { useIsNarrow } from "./chat/use-is-narrow.ts";
export { useLandmarkKeys } from "./chat/use-landmark-keys.ts";
export { usePaneHistory } from "./chat/use-pane-history.ts";
export { useChatRoom, type ChatRoom } from "./chat/use-chat-room.ts";

export { Channel, type ChannelProps } from "./channel/channel.tsx";
export { useChannelScope } from "./channel/channel-context.ts";
export type { ChannelScope, ComposerMode, JumpWish, StartAt } from "./channel/channel-context.ts";

export { ChannelHeader, type ChannelHeaderProps } from "./channels/channel-header.tsx";
export { ChannelList, type ChannelListProps } from "./channels/channel-list.tsx";
export { ChannelListItem, type ChannelListItemProps } from "./channels/channel-list-item.tsx";
export { channelPreview } from "./channels/channel-preview.ts";
export type { ChannelPreview, PreviewInput } from "./channels/channel-preview.ts";
export { useChannelRowActions } from "./channels/use-channel-row-actions.ts";
export type { ChannelRowActions } from "./channels/use-channel-row-actions.ts";
export { useHeldOrder } from "./channels/use-held-order.ts";
export { useListWindow, type ListRow, type ListWindow } from "./channels/use-list-window.ts";
export { ChannelTree, type ChannelTreeProps } from "./channels/channel-tree.tsx";
export { SpaceRail, type SpaceRailProps } from "./channels/space-rail.tsx";
export { isUnmodifiedClick } from "./channels/is-unmodified-click.ts";
export { useChannels, type Channels } from "./channels/use-channels.ts";
export { useChannelState } from "./channels/use-channel-state.ts";
export type { ChannelStatus, ChannelView } from "./channels/use-channel-state.ts";
export { useStartChat } from "./channels/use-start-chat.ts";

export { MessageList } from "./messages/message-list.tsx";
export type { MessageListProps, MessageListRootProps } from "./messages/message-list.tsx";
export { Message, Message as MessageUI, type MessageProps } from "./messages/message.tsx";
export { DateSeparator, type DateSeparatorProps } from "./messages/message-row-view.tsx";
export { messageRows } from "./messages/message-rows.ts";
export type { MessageGroup, MessageRow, RowMessage, RowOptions } from "./messages/message-rows.ts";
export { useMessages } from "./messages/use-messages.ts";
export { useDeleteMessage } from "./messages/use-delete-message.ts";
export type { Messages } from "./messages/use-messages.ts";
export { useAnnounceMessages } from "./messages/use-announce-messages.ts";
export { useJumpTarget } from "./messages/use-jump-target.ts";
export { useLongPress } from "./messages/use-long-press.ts";
export { useMarkRead } from "./messages/use-mark-read.ts";
export { useMessageCommands } from "./messages/use-message-commands.ts";
export { useFocusedMessage, useRovingMessages } from "./messages/use-roving-messages.ts";
export { useUnreadDivider } from "./messages/use-unread-divider.ts";
export { useReadLine, type ReadLine } from "./messages/use-read-line.ts";
export { useMessageListVirtualizer } from "./messages/use-message-list-virtualizer.ts";
export type {
  ListOpening,
  MessageListVirtualizer,
  MessageListVirtualizerOptions,
} from "./messages/use-message-list-virtualizer.ts";

export { Reactions, type ReactionsProps } from "./reactions/reactions.tsx";
export { useReactions } from "./reactions/use-reactions.ts";
export { useUsers } from "./people/use-users.ts";
export { useWhoReacted } from "./reactions/use-who-reacted.ts";
export type {
  ReactionMode,
  Reactions as ReactionsState,
  ReactionView,
} from "./reactions/use-reactions.ts";

export { EmojiPicker, type EmojiPickerProps } from "./emoji/emoji-picker.tsx";
export { ownQuickReactions, quickReactions } from "./emoji/quick-reactions.ts";
export { useEmojiData, type EmojiDataState } from "./emoji/use-emoji-data.ts";
export type { Emoji, EmojiCategory, EmojiData } from "./emoji/emoji-data.ts";

export { MessageBody, type MessageBodyProps } from "./markdown/message-body.tsx";
export { useGroupLabel } from "./mentions/use-group-label.ts";
export { useMessageBody } from "./markdown/use-message-body.ts";
export type { ParsedBody, ParseOptions } from "./markdown/use-message-body.ts";
export type { MarkdownRenderers, Renderer } from "./markdown/renderers.ts";

export { MessageInput, ComposerBox, type MessageInputProps } from "./composer/message-input.tsx";
export { Composer, type ComposerProps } from "./composer/composer.tsx";
export { useComposerScope } from "./composer/composer-scope.ts";
export type { ComposerScope, SubmitKey } from "./composer/composer-scope.ts";
export { ComposerInput } from "./composer/composer-input.tsx";
export { ComposerEmoji, ComposerMenu, ComposerSend } from "./composer/composer-buttons.tsx";
export type { ComposerMenuProps } from "./composer/composer-buttons.tsx";
export { ComposerContext } from "./composer/composer-context.tsx";
export { CommandAnswerNote, ComposerNotes } from "./composer/composer-notes.tsx";
export { ComposerNotice } from "./composer/composer-notice.tsx";
export { ComposerQuestions } from "./composer/composer-questions.tsx";
export { FormattingBar } from "./composer/formatting-bar.tsx";
export { AlsoInChannel } from "./composer/also-in-channel.tsx";
export { useComposer } from "./composer/use-composer.ts";
export type { ComposerOptions, ComposerQuestion, ComposerState } from "./composer/use-composer.ts";
export type { ComposerText, MentionTarget, TextMention } from "./composer/composer-text.ts";
export type { BeforeSend, OutgoingMessage } from "./composer/outgoing.ts";
export { useDraft, type DraftHold, type DraftInput } from "./composer/use-draft.ts";
export { useSend, type Send } from "./composer/use-send.ts";
export { usePaste, type Paste } from "./composer/use-paste.ts";
export { useTypeAnywhere } from "./composer/use-type-anywhere.ts";
export { useSlowMode } from "./composer/use-slow-mode.ts";

export { TriggerPopup, type TriggerPopupProps } from "./mentions/trigger-popup.tsx";
export type { Suggestion, Trigger, TriggerMatch } from "./mentions/trigger.ts";
export { useTriggerPopup, type TriggerPopupState } from "./mentions/use-trigger-popup.ts";
export { useDefaultTriggers } from "./mentions/use-default-triggers.tsx";
export { useMentionName } from "./mentions/use-mention-name.ts";
export { useCommands, type Commands } from "./commands/use-commands.ts";

export { AttachmentTray, type AttachmentTrayProps } from "./attachments/attachment-tray.tsx";
export { AttachmentTile, type AttachmentTileProps } from "./attachments/attachment-tile.tsx";
export { ChannelDropZone, type ChannelDropZoneProps } from "./attachments/channel-drop-zone.tsx";
export { DropZone, type DropZoneProps } from "./attachments/drop-zone.tsx";
export type { Attachment, AttachmentSource } from "./attachments/attachment-source.ts";

export { Poll, type PollProps } from "./polls/poll.tsx";
export { usePoll, type PollState, type Voters } from "./polls/use-poll.ts";

export { TypingIndicator, type TypingIndicatorProps } from "./typing/typing-indicator.tsx";
export { useTyping, type Typing } from "./typing/use-typing.ts";

export { Avatar, PresenceDot, type AvatarProps, type PresenceDotProps } from "./people/avatar.tsx";
export { identiconPattern, type IdenticonPattern } from "./people/identicon-pattern.ts";
export { MemberList, type MemberListProps } from "./members/member-list.tsx";
export { OnlineUsers, type OnlineUsersProps } from "./people/online-users.tsx";
export { useMembers, type Members } from "./members/use-members.ts";
export { useLoadPresence, useOnline, useOnlineUsers } from "./people/use-online.ts";
export type { OnlineUsers as OnlineUsersState } from "./people/use-online.ts";

export { MentionBadge, UnreadBadge, type UnreadBadgeProps } from "./unread/unread-badge.tsx";
export { useBadge, type BadgeOptions } from "./unread/use-badge.ts";
export { useUnread } from "./unread/use-unread.ts";

export { ChatButton, type ChatButtonProps } from "./embed/chat-button.tsx";
export { ChatLauncher, type ChatLauncherProps } from "./embed/chat-launcher.tsx";
export { useChatUser, type ChatUser } from "./embed/use-chat-user.ts";

export { hotkeys } from "./hotkeys/hotkey-table.ts";
export type { HotkeyRow, HotkeyScope } from "./hotkeys/hotkey-table.ts";
export type { HotkeyChoice, HotkeyId } from "./hotkeys/hotkey-keys.ts";
export {
  useHotkey,
  useHotkeyBindings,
  useHotkeyMatch,
  type RunHotkey,
} from "./hotkeys/hotkeys-context.ts";
export { HotkeyHelp, HotkeySheet, type HotkeySheetProps } from "./hotkeys/hotkey-sheet.tsx";
export { QuickSwitcher, type QuickSwitcherProps } from "./switcher/quick-switcher.tsx";
export { useSwitcherItems } from "./switcher/use-switcher-items.ts";
export type { SwitcherCommand, SwitcherItem } from "./switcher/use-switcher-items.ts";

export { ConnectionBanner, type ConnectionBannerProps } from "./connection/connection-banner.tsx";
export { useConnection, type Connection } from "./connection/use-connection.ts";

export { Announcer, useAnnounce } from "./announcer/announcer.tsx";
export { Button, IconButton } from "./primitives/button.tsx";
export type { ButtonProps, IconButtonProps } from "./primitives/button.tsx";
export { Dialog, type DialogProps } from "./primitives/dialog.tsx";
export { EmptyState, type EmptyStateProps } from "./primitives/empty-state.tsx";
export { Icon, type IconName, type IconProps } from "./primitives/icon.tsx";
export { Menu, type MenuItem, type MenuProps, type MenuShortcut } from "./primitives/menu.tsx";
export { Popover, type PopoverProps } from "./primitives/popover.tsx";
export { Skeleton, type SkeletonProps } from "./primitives/skeleton.tsx";
export { Layer, useLayer } from "./primitives/layer.tsx";
export { Toaster, useToast, type ToastAction } from "./primitives/toaster.tsx";
export { useCopy } from "./primitives/use-copy.ts";
export { useDelayed } from "./primitives/use-delayed.ts";
export { useSettled } from "./primitives/use-settled.ts";

export { useClockFormat } from "./time/use-clock-format.ts";

export { english, type StringKey, type Strings } from "./strings/english.ts";
export type { Language, Phrase, Translation } from "./strings/phrase.ts";
export { useLocale, useStrings, type Say } from "./strings/use-strings.ts";

export { useFetched, type Fetched } from "./loading/use-fetched.ts";
export { usePages, type Page, type Pages } from "./loading/use-pages.ts";
export { useAttempt, useTask, type Task } from "./loading/use-task.ts";
export { useSentenceOf } from "./loading/use-sentence-of.ts";
export { AsyncView, type AsyncViewProps } from "./loading/async-view.tsx";
export { Field, FormError, type FieldProps } from "./forms/field.tsx";
export { ChoiceField, SwitchField } from "./forms/choice-field.tsx";
export type { Choice, ChoiceFieldProps, SwitchFieldProps } from "./forms/choice-field.tsx";
export { ConfirmDialog, type ConfirmDialogProps } from "./forms/confirm-dialog.tsx";
export { FormDialog, type FormDialogProps } from "./forms/form-dialog.tsx";
export { SearchField, type SearchFieldProps } from "./forms/search-field.tsx";
export { Panel, type PanelProps } from "./panel/panel.tsx";
export { usePanelFocus, type PanelFocus } from "./panel/use-panel-focus.ts";
export { Tabs, type Tab, type TabsProps } from "./panel/tabs.tsx";
export { MessagePreview } from "./previews/message-preview.tsx";
export type { MessagePreviewProps, PreviewedMessage } from "./previews/message-preview.tsx";
export { HighlightText } from "./previews/highlight-text.tsx";
export type { HighlightTextProps, TextRange } from "./previews/highlight-text.tsx";
export { usePreviewText } from "./previews/use-preview-text.ts";
export { useWhen, type When } from "./previews/use-when.ts";
export { usePinActions, usePins, type PinActions, type Pins } from "./pins/use-pins.ts";
export { useFlagged, type FlaggedMessage } from "./bookmarks/use-flagged.ts";
export { useStar, type Star } from "./bookmarks/use-star.ts";
export { useSearch, type Search, type SearchOptions } from "./search/use-search.ts";
export { useRecentSearches, type RecentSearches } from "./search/use-recent-searches.ts";
export { searchHints, withHint } from "./search/search-hints.ts";
export type { SearchHint, SearchNames } from "./search/search-hints.ts";
export { useFindKey } from "./search/use-find-key.ts";
export { useDebounced } from "./search/use-debounced.ts";
export { useMarkAllRead } from "./inbox/use-mark-all-read.ts";
export { useFollowedThreads, type FollowedThreads } from "./inbox/use-followed-threads.ts";
export { useMemberList, type MemberListState } from "./members/use-member-list.ts";
export type { MemberGroup, MemberRow } from "./members/member-rows.ts";
export { useMemberActions } from "./members/use-member-actions.ts";
export type { GrantedRole, MemberActions } from "./members/use-member-actions.ts";
export { MembersPanel, type MembersPanelProps } from "./members/members-panel.tsx";
export { MemberItem, type MemberItemProps } from "./members/member-item.tsx";
export { MemberTools, type MemberToolsProps } from "./members/member-tools.tsx";
export { useFindPeople } from "./people/use-find-people.ts";
export { PeoplePicker, type PeoplePickerProps } from "./people/people-picker.tsx";
export { useProfile, type Profile, type ProfileActions } from "./profile/use-profile.ts";
export { useOwnPresence } from "./profile/use-own-presence.ts";
export type { OwnPresence, OwnPresenceState } from "./profile/use-own-presence.ts";
export { UserCard, type UserCardProps } from "./profile/user-card.tsx";
export { UserPopover, type UserPopoverProps } from "./profile/user-popover.tsx";
export { OwnProfile } from "./profile/own-profile.tsx";
export { PresenceMenu } from "./profile/presence-menu.tsx";
export { PresenceLine } from "./profile/presence-line.tsx";
export { reportReasons, useReport } from "./moderation/use-report.ts";
export type { ReportInput, ReportReason, ReportSubject } from "./moderation/use-report.ts";
export { useBanActions, useBans } from "./moderation/use-bans.ts";
export type { Ban, BanActions, BanInput } from "./moderation/use-bans.ts";
export { useBlocks, type Blocks } from "./moderation/use-blocks.ts";
export { useOwnDecisions } from "./moderation/use-own-decisions.ts";
export type {
  OwnDecision,
  OwnDecisions as OwnDecisionsState,
} from "./moderation/use-own-decisions.ts";
export { useModerationQueue } from "./moderation/use-moderation-queue.ts";
export type {
  Decision,
  ModerationQueueState,
  QueueDecision,
  QueueItem,
} from "./moderation/use-moderation-queue.ts";
export { useQueueItem, type QueueItemDetail } from "./moderation/use-queue-item.ts";
export { DurationField } from "./moderation/duration-field.tsx";
export { useDuration } from "./moderation/use-duration.ts";
export type { Duration, DurationChoice } from "./moderation/use-duration.ts";
export { BannedPeople } from "./moderation/banned-people.tsx";
export { BlockList } from "./moderation/block-list.tsx";
export { OwnDecisions } from "./moderation/own-decisions.tsx";
export { useForward, type Forward } from "./forward/use-forward.ts";
export {
  useDueReminders,
  useReminded,
  useReminderActions,
  useReminders,
} from "./timed/use-reminders.ts";
export type { ReminderActions } from "./timed/use-reminders.ts";
export { useScheduled, useSendLater, type ScheduledMessagesState } from "./timed/use-scheduled.ts";
export { usualMoments, type Moment } from "./timed/moments.ts";
export { MomentField, type MomentFieldProps } from "./timed/moment-field.tsx";
export { DueReminders, type DueRemindersProps } from "./timed/due-reminders.tsx";
export { ReminderList, type ReminderListProps } from "./timed/reminder-list.tsx";
export { ScheduledMessages } from "./timed/scheduled-messages.tsx";
export { useEdits, type PastText } from "./edits/use-edits.ts";
export { useUserSettings, type UserSettingsState } from "./settings/use-user-settings.ts";
export { useNotificationSettings } from "./settings/use-notification-settings.ts";
export type { NotificationSettingsState } from "./settings/use-notification-settings.ts";
export { useChannelActions, useTopic } from "./settings/use-channel-actions.ts";
export type { ChannelActions } from "./settings/use-channel-actions.ts";
export { useSpace, type SpaceView } from "./settings/use-space.ts";
export type { SpaceRight } from "./settings/space-rights.ts";
export { useSpaceMembers, type SpaceMembersState } from "./settings/use-space-members.ts";
export { useInvites, type InviteOptions, type InvitesState } from "./settings/use-invites.ts";
export { useNewConversation } from "./settings/use-new-conversation.ts";
export { PrivacySettings } from "./settings/privacy-settings.tsx";
export { NotificationSettings } from "./settings/notification-settings.tsx";
export { OpenSpaces, type OpenSpacesProps } from "./settings/open-spaces.tsx";
export {
  AddMembersDialog,
  BanDialog,
  BrowseChannels,
  ChannelSettings,
  CreateChannelDialog,
  EditHistoryDialog,
  ForwardDialog,
  Inbox,
  InviteDialog,
  ModerationQueue,
  NewConversationDialog,
  NotificationSettingsDialog,
  PinDialog,
  PinnedMessages,
  ReminderDialog,
  ReportDialog,
  SearchPanel,
  SendLaterDialog,
  SpaceSettings,
} from "./loading/lazy-parts.ts";
export type { EditHistoryDialogProps } from "./edits/edit-history-dialog.tsx";
export type { ForwardDialogProps } from "./forward/forward-dialog.tsx";
export type { InboxProps } from "./inbox/inbox.tsx";
export type { AddMembersDialogProps } from "./members/add-members-dialog.tsx";
export type { BanDialogProps } from "./moderation/ban-dialog.tsx";
export type { ModerationQueueProps } from "./moderation/moderation-queue.tsx";
export type { ReportDialogProps } from "./moderation/report-dialog.tsx";
export type { PinDialogProps } from "./pins/pin-dialog.tsx";
export type { PinnedMessagesProps } from "./pins/pinned-messages.tsx";
export type { SearchPanelProps } from "./search/search-panel.tsx";
export type { BrowseChannelsProps } from "./settings/browse-channels.tsx";
export type { ChannelSettingsProps } from "./settings/channel-settings.tsx";
export type { CreateChannelDialogProps } from "./settings/create-channel-dialog.tsx";
export type { InviteDialogProps } from "./settings/invite-dialog.tsx";
export type { NewConversationDialogProps } from "./settings/new-conversation-dialog.tsx";
export type { NotificationSettingsDialogProps } from "./settings/notification-settings-dialog.tsx";
export type { SpaceSettingsProps } from "./settings/space-settings.tsx";
export type { ReminderDialogProps } from "./timed/reminder-dialog.tsx";
export type { SendLaterDialogProps } from "./timed/send-later-dialog.tsx";

export { useMessageList } from "./messages/message-list-context.ts";
export type { LoadedMessageList, MessageListState } from "./messages/message-list-context.ts";
export type { MessageDensity, MessageVariant } from "./messages/message-list-context.ts";
export type { AnnounceMode } from "./messages/use-announce-messages.ts";
export type { ActionPress, MessageAction, MessageActionsFor } from "./messages/message-action.ts";
export { useMessageActions, type MessageOpening } from "./messages/use-message-actions.ts";
export { MessageReplies } from "./messages/message-replies.tsx";
export { ReadReceipts } from "./messages/read-receipts.tsx";
export { useListOpening } from "./messages/use-list-opening.ts";
export { useLoadedMessageList } from "./messages/use-loaded-message-list.ts";
export { useStuck } from "./messages/use-stuck.ts";
export { useMessageGestures, type MessageGestures } from "./messages/use-message-gestures.ts";
export { useMessageName } from "./messages/use-message-name.ts";
export { useMessageOverlays, type MessageOverlaysState } from "./messages/use-message-overlays.ts";
export { useDayLabel } from "./messages/message-row-view.tsx";
export { useDayTime } from "./time/use-day-time.ts";
export { useListFormat } from "./time/use-list-format.ts";
export { useToday, type Today } from "./time/use-today.ts";
export type { RowAt } from "./messages/use-held-place.ts";
export { Thread, type ThreadProps } from "./threads/thread.tsx";
export { ThreadRoot, type ThreadRootProps } from "./threads/thread-root.tsx";
export { ThreadList, type ThreadListProps } from "./threads/thread-list.tsx";
export { useThread, type ThreadView } from "./threads/use-thread.ts";
export { useThreads, type Threads } from "./threads/use-threads.ts";
export { useMessageTools } from "./tools/use-message-tools.tsx";
export type { MessageTools } from "./tools/use-message-tools.tsx";
