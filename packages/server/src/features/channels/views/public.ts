// A door of its own: how channels look to a viewer needs their messages, and the room of messages needs the other door.
export { channelViews, getChannelView, readableCids } from "../channel-views.ts";
export { channelsWithinReach, hasMember, readableChannels } from "../readable-channels.ts";
