export { createChatClient } from "./create-chat-client.ts";
export type { ChatClientOptions, PersistenceOptions } from "./chat-client-options.ts";
export type { ChannelListActions, ChatClient, SpaceActions } from "./chat-client.ts";
export type { PeopleActions } from "./moderation/people-actions.ts";
export type { ChannelHandle, SendInput, Sending } from "./channels/channel-handle.ts";
export { createApi } from "./api/create-api.ts";
export type { ApiOptions } from "./api/create-api.ts";
export type {
  Api,
  CallOptions,
  RouteAnswer,
  RouteBody,
  RouteInput,
  RouteName,
} from "./api/api-types.ts";

export { ChatError } from "@natter/contract/chat-error";
export type { ErrorCode } from "@natter/contract/errors";
export { defaultLimits } from "@natter/contract/limits";

export { isShallowEqual } from "./store/store.ts";
export type { Store, Unsubscribe } from "./store/store.ts";
export type {
  ChannelState,
  ChatMessage,
  ChatState,
  ConnectionStatus,
  DraftState,
  LoadStatus,
  MemberList,
  MessageEdit,
  MessageWindow,
  PendingChange,
  PendingMessage,
  SentMessage,
  StorageStatus,
} from "./store/state.ts";

export {
  selectCan,
  selectChannel,
  selectChannelList,
  selectChannelState,
  selectSpaces,
} from "./channels/channel-selectors.ts";
export type { ChannelFilter } from "./channels/channel-selectors.ts";
export { selectMessage, selectMessages, selectWindow } from "./messages/message-selectors.ts";
export { parseCommandText } from "@natter/contract/command-text";
export type { CommandText } from "@natter/contract/command-text";
export { selectDraft } from "./drafts/draft-state.ts";
export type { ReminderActions, ScheduledActions } from "./timed/timed-actions.ts";
export { selectOwnVote } from "./polls/poll-selectors.ts";
export { selectStarred } from "./bookmarks/bookmark-selectors.ts";
export type { FlaggedFilter } from "./bookmarks/bookmark-actions.ts";
export { selectOnline } from "./presence/presence-selectors.ts";
export {
  selectDelivery,
  selectReadSeq,
  selectUnread,
  selectUnreadTotal,
} from "./read-state/read-state-selectors.ts";
export type { DeliveryState, UnreadFilter } from "./read-state/read-state-selectors.ts";
export {
  selectReplies,
  selectThread,
  selectThreadList,
  selectThreadWindow,
} from "./threads/thread-selectors.ts";
export type { ThreadHandle } from "./threads/thread-handle.ts";
export type { ThreadListActions } from "./threads/thread-list-actions.ts";
export type { ThreadList, ThreadState } from "./threads/thread-state.ts";
export { selectTyping } from "./typing/typing-selectors.ts";
export type {
  ChannelOrder,
  ChannelQueryOptions,
  ChannelQueryPage,
} from "./channels/query-channels.ts";
export type { SearchInput } from "./search/search-messages.ts";
export { selectUser } from "./users/user-selectors.ts";

export type {
  Capability,
  Channel,
  ChannelEvent,
  ChannelFilter as ChannelQueryFilter,
  ChannelKind,
  ChannelPosition,
  ChannelSettings,
  ChatEvent,
  ChatEventOf,
  ChatEventType,
  Command,
  CommandAnswer,
  CommandReply,
  Invite,
  Member,
  Membership,
  Message,
  MessageFlags,
  MessageKind,
  Draft,
  OwnVote,
  Pinned,
  Poll,
  Reminder,
  Scheduled,
  Presence,
  Quote,
  ReactionGroup,
  ReadWatermark,
  Receipt,
  Role,
  SearchPage,
  SearchResult,
  Signal,
  Space,
  SpaceMember,
  Thread,
  ThreadStanding,
  ThreadSummary,
  ThreadsUnread,
  Unread,
  User,
  UserEvent,
  UserSettings,
  UserSummary,
} from "./wire/entities.ts";

export type { Network } from "./adapters/network.ts";
export { createMemoryStorage } from "./adapters/storage/memory.ts";
export type {
  ClientStorage,
  OpenStorage,
  RecordChange,
  RecordKind,
} from "./adapters/storage/port.ts";
export type { OpenTabs, Tabs } from "./adapters/tabs/port.ts";
export type { Seal } from "./adapters/storage/sealed.ts";
export type { Operation } from "./outbox/operation.ts";
export { systemClock } from "./adapters/clock.ts";
export type { Clock, Timer } from "./adapters/clock.ts";
export { systemRandom } from "./adapters/random.ts";
export type { Random } from "./adapters/random.ts";
export type { Log } from "./adapters/log.ts";
export type {
  OpenRealtime,
  RealtimeConnection,
  RealtimeOptions,
  StreamFollower,
  Subscribed,
} from "./adapters/realtime/port.ts";
