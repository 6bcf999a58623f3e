import type { ForwardDialogProps } from "../../forward/forward-dialog.tsx";
import type { InboxProps } from "../../inbox/inbox.tsx";
import type { MemberItemProps } from "../../members/member-item.tsx";
import type { MembersPanelProps } from "../../members/members-panel.tsx";
import type { ModerationQueueProps } from "../../moderation/moderation-queue.tsx";
import type { ReportDialogProps } from "../../moderation/report-dialog.tsx";
import type { PanelProps } from "../../panel/panel.tsx";
import type { PeoplePickerProps } from "../../people/people-picker.tsx";
import type { PinnedMessagesProps } from "../../pins/pinned-messages.tsx";
import type { MessagePreviewProps } from "../../previews/message-preview.tsx";
import type { UserCardProps } from "../../profile/user-card.tsx";
import type { SearchPanelProps } from "../../search/search-panel.tsx";

export type PanelSlots = {
  readonly ForwardDialog: ForwardDialogProps;
  readonly Inbox: InboxProps;
  readonly MemberItem: MemberItemProps;
  readonly MembersPanel: MembersPanelProps;
  readonly MessagePreview: MessagePreviewProps;
  readonly ModerationQueue: ModerationQueueProps;
  readonly Panel: PanelProps;
  readonly PeoplePicker: PeoplePickerProps;
  readonly PinnedMessages: PinnedMessagesProps;
  readonly ReportDialog: ReportDialogProps;
  readonly SearchPanel: SearchPanelProps;
  readonly UserCard: UserCardProps;
};
