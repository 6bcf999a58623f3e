import { lazyPart } from "./lazy-part.tsx";
import type { EditHistoryDialogProps } from "../edits/edit-history-dialog.tsx";
import type { ForwardDialogProps } from "../forward/forward-dialog.tsx";
import type { InboxProps } from "../inbox/inbox.tsx";
import type { AddMembersDialogProps } from "../members/add-members-dialog.tsx";
import type { BanDialogProps } from "../moderation/ban-dialog.tsx";
import type { ModerationQueueProps } from "../moderation/moderation-queue.tsx";
import type { ReportDialogProps } from "../moderation/report-dialog.tsx";
import type { PinDialogProps } from "../pins/pin-dialog.tsx";
import type { PinnedMessagesProps } from "../pins/pinned-messages.tsx";
import type { SearchPanelProps } from "../search/search-panel.tsx";
import type { BrowseChannelsProps } from "../settings/browse-channels.tsx";
import type { ChannelSettingsProps } from "../settings/channel-settings.tsx";
import type { CreateChannelDialogProps } from "../settings/create-channel-dialog.tsx";
import type { InviteDialogProps } from "../settings/invite-dialog.tsx";
import type { NewConversationDialogProps } from "../settings/new-conversation-dialog.tsx";
import type { NotificationSettingsDialogProps } from "../settings/notification-settings-dialog.tsx";
import type { SpaceSettingsProps } from "../settings/space-settings.tsx";
import type { ReminderDialogProps } from "../timed/reminder-dialog.tsx";
import type { SendLaterDialogProps } from "../timed/send-later-dialog.tsx";

// Parts that are rarely on screen: each is a file of its own that is fetched when it is first shown.

export const AddMembersDialog = lazyPart<AddMembersDialogProps>(
  async () => (await import("../members/add-members-dialog.tsx")).AddMembersDialog,
);
export const BanDialog = lazyPart<BanDialogProps>(
  async () => (await import("../moderation/ban-dialog.tsx")).BanDialog,
);
export const BrowseChannels = lazyPart<BrowseChannelsProps>(
  async () => (await import("../settings/browse-channels.tsx")).BrowseChannels,
);
export const ChannelSettings = lazyPart<ChannelSettingsProps>(
  async () => (await import("../settings/channel-settings.tsx")).ChannelSettings,
);
export const CreateChannelDialog = lazyPart<CreateChannelDialogProps>(
  async () => (await import("../settings/create-channel-dialog.tsx")).CreateChannelDialog,
);
export const EditHistoryDialog = lazyPart<EditHistoryDialogProps>(
  async () => (await import("../edits/edit-history-dialog.tsx")).EditHistoryDialog,
);
export const ForwardDialog = lazyPart<ForwardDialogProps>(
  async () => (await import("../forward/forward-dialog.tsx")).ForwardDialog,
);
export const Inbox = lazyPart<InboxProps>(async () => (await import("../inbox/inbox.tsx")).Inbox);
export const InviteDialog = lazyPart<InviteDialogProps>(
  async () => (await import("../settings/invite-dialog.tsx")).InviteDialog,
);
export const ModerationQueue = lazyPart<ModerationQueueProps>(
  async () => (await import("../moderation/moderation-queue.tsx")).ModerationQueue,
);
export const NewConversationDialog = lazyPart<NewConversationDialogProps>(
  async () => (await import("../settings/new-conversation-dialog.tsx")).NewConversationDialog,
);
export const NotificationSettingsDialog = lazyPart<NotificationSettingsDialogProps>(
  async () =>
    (await import("../settings/notification-settings-dialog.tsx")).NotificationSettingsDialog,
);
export const PinDialog = lazyPart<PinDialogProps>(
  async () => (await import("../pins/pin-dialog.tsx")).PinDialog,
);
export const PinnedMessages = lazyPart<PinnedMessagesProps>(
  async () => (await import("../pins/pinned-messages.tsx")).PinnedMessages,
);
export const ReminderDialog = lazyPart<ReminderDialogProps>(
  async () => (await import("../timed/reminder-dialog.tsx")).ReminderDialog,
);
export const ReportDialog = lazyPart<ReportDialogProps>(
  async () => (await import("../moderation/report-dialog.tsx")).ReportDialog,
);
export const SearchPanel = lazyPart<SearchPanelProps>(
  async () => (await import("../search/search-panel.tsx")).SearchPanel,
);
export const SendLaterDialog = lazyPart<SendLaterDialogProps>(
  async () => (await import("../timed/send-later-dialog.tsx")).SendLaterDialog,
);
export const SpaceSettings = lazyPart<SpaceSettingsProps>(
  async () => (await import("../settings/space-settings.tsx")).SpaceSettings,
);
