import type { ReminderActions, ScheduledActions } from "./timed/timed-actions.ts";
import type { ThreadListActions } from "./threads/thread-list-actions.ts";
import type { Api, CallOptions, RouteAnswer, RouteBody } from "./api/api-types.ts";
import type { ChannelFilter } from "@natter/contract";
import type {
  ChannelOrder,
  ChannelQueryOptions,
  ChannelQueryPage,
} from "./channels/query-channels.ts";
import type { SearchInput } from "./search/search-messages.ts";
import type { ChannelHandle } from "./channels/channel-handle.ts";
import type { FlaggedFilter } from "./bookmarks/bookmark-actions.ts";
import type { PresenceDeclarer } from "./presence/declare-presence.ts";
import type { SettingsInput } from "./settings/change-user-settings.ts";
import type { PeopleActions } from "./moderation/people-actions.ts";
import type { Store } from "./store/store.ts";
import type { ChatState } from "./store/state.ts";
import type {
  Channel,
  ChatEvent,
  ChatEventOf,
  ChatEventType,
  Invite,
  SearchPage,
  Space,
  User,
  UserSettings,
} from "./wire/entities.ts";

/** One signed-in user's chat. Nothing happens before `connect`. */
export type ChatClient = {
  /** Calls any route of the API. What it answers is not put in the store; the methods below do that. */
  readonly api: Api;
  readonly store: Store<ChatState>;
  readonly spaces: SpaceActions;
  readonly channels: ChannelListActions;
  readonly people: PeopleActions;
  /** The threads that the viewer follows, in all channels. */
  readonly threads: ThreadListActions;
  /** Loads the viewer, spaces and channels and stays connected. Calling it again changes nothing. */
  connect(): void;
  /** Closes the connection and keeps the state; `connect` goes on from there. */
  disconnect(): void;
  /**
   * Ends the client for good and deletes what is stored on this device for the user, unsent messages included. With
   * `keepUnsent`, for a user who did not ask to be signed out, what is not sent waits here for them to sign in again.
   */
  signOut(options?: { readonly keepUnsent?: boolean }): Promise<void>;
  /** Resolves when everything the state holds is stored; at once without storage. */
  flush(): Promise<void>;
  /** Ends the client for good: no request, timer or listener is left. */
  dispose(): void;
  /** A channel by `type` and `id` or by its `cid`; the same handle for the same channel. */
  channel(cid: string): ChannelHandle;
  channel(type: string, id: string): ChannelHandle;
  /** Hears events after they were applied to the store, each durable one once. Returns how to stop. */
  on(type: "*", listener: (event: ChatEvent) => void): () => void;
  on<Type extends ChatEventType>(
    type: Type,
    listener: (event: ChatEventOf<Type>) => void,
  ): () => void;
  /** Finds channels that the viewer may read, joined or not, and puts them in the store; newest message first if no order is given. */
  queryChannels(
    filter: ChannelFilter,
    sort?: ChannelOrder,
    options?: ChannelQueryOptions,
  ): Promise<ChannelQueryPage>;
  /** Finds messages in every channel the viewer may read, by a text as people write it or with more said. */
  search(input: string | SearchInput, options?: CallOptions): Promise<SearchPage>;
  updateMe(input: RouteBody<"me.update">): Promise<User>;
  readonly scheduled: ScheduledActions;
  readonly reminders: ReminderActions;
  /**
   * Fetches who these are into `state.users`, as far as they are not there: events name people by id who wrote nothing that is
   * loaded. Asked for together with others of the same moment, and once.
   */
  loadUsers(userIds: readonly string[], options?: CallOptions): Promise<void>;
  /** Fetches who of these is online into `state.presence`. */
  loadPresence(userIds: readonly string[], options?: CallOptions): Promise<void>;
  /**
   * Says whether somebody is looking at this app: `online` when the chat is opened, `away` when it is left. Said again by itself
   * after each reconnection.
   */
  declarePresence: PresenceDeclarer["declare"];
  /** Fetches the viewer's own settings into `state.settings`. */
  loadSettings(options?: CallOptions): Promise<UserSettings>;
  /** Changes what the viewer shows of themselves. Shows at once, on every device. */
  updateSettings(change: SettingsInput): Promise<UserSettings>;
  /** Marks everything read, or everything in a space. Shows at once, on every device. */
  markAllRead(spaceId?: string): Promise<void>;
  /** A page of the viewer's unread, mentioning or starred messages of all channels. */
  listFlagged(filter: FlaggedFilter, options?: CallOptions): Promise<RouteAnswer<"bookmarks.list">>;
};

export type SpaceActions = {
  /** Fetches the viewer's spaces; `connect` does it too. */
  load(options?: CallOptions): Promise<void>;
  create(name: string): Promise<Space>;
  update(spaceId: string, change: string | RouteBody<"spaces.update">): Promise<Space>;
  delete(spaceId: string): Promise<void>;
  leave(spaceId: string): Promise<void>;
  invite(spaceId: string, input?: RouteBody<"spaces.createInvite">): Promise<Invite>;
  listInvites(
    spaceId: string,
    query?: { cursor?: string; limit?: number },
  ): Promise<RouteAnswer<"spaces.listInvites">>;
  revokeInvite(spaceId: string, code: string): Promise<void>;
  /** The spaces that anybody may join. */
  listOpen(query?: { cursor?: string; limit?: number }): Promise<RouteAnswer<"spaces.listOpen">>;
  /** Joins an open space. */
  join(spaceId: string): Promise<Space>;
  /** Hands the space over to another member; the viewer becomes an admin. */
  transfer(spaceId: string, userId: string): Promise<Space>;
  previewInvite(code: string): Promise<RouteAnswer<"invites.get">>;
  accept(code: string): Promise<Space>;
  listMembers(
    spaceId: string,
    query?: { cursor?: string; limit?: number },
  ): Promise<RouteAnswer<"spaces.listMembers">>;
  updateMember(
    spaceId: string,
    userId: string,
    role: "admin" | "moderator" | "member" | "guest",
  ): Promise<void>;
  removeMember(spaceId: string, userId: string): Promise<void>;
};

export type ChannelListActions = {
  /** Fetches the viewer's channels; `connect` does it too. */
  load(options?: CallOptions): Promise<void>;
  /** Fetches the channels of a space that the viewer may read, joined or not. */
  loadInSpace(spaceId: string, options?: CallOptions): Promise<void>;
  /** The direct channel with somebody: the same one for the same two people, made at the first call. */
  direct(userId: string): Promise<Channel>;
  create(input: RouteBody<"channels.create">): Promise<Channel>;
  createInSpace(spaceId: string, input: RouteBody<"spaces.createChannel">): Promise<Channel>;
};
