// A door of its own for what needs the messages of channels: the room of messages needs the other door.
export { channelViews, getChannelView, readableCids } from "../channel-views.ts";
export { channelsWithinReach, hasMember, readableChannels } from "../readable-channels.ts";
export { clearBeforeDeletion } from "../clear-messages.ts";
