import type { ChannelHeaderProps } from "../../channels/channel-header.tsx";
import type { ChannelListItemProps } from "../../channels/channel-list-item.tsx";
import type { ChannelListProps } from "../../channels/channel-list.tsx";
import type { ConnectionBannerProps } from "../../connection/connection-banner.tsx";
import type { UnreadBadgeProps } from "../../unread/unread-badge.tsx";

export type ChannelSlots = {
  readonly ChannelHeader: ChannelHeaderProps;
  readonly ChannelList: ChannelListProps;
  readonly ChannelListItem: ChannelListItemProps;
  readonly ConnectionBanner: ConnectionBannerProps;
  readonly UnreadBadge: UnreadBadgeProps;
};
