import type * as contract from "@natter/contract";
import type { ChatError } from "@natter/contract/chat-error";
import type { ConnectionStatus } from "../store/state.ts";
import type { FromWire } from "./from-wire.ts";

export type Message = FromWire<contract.Message>;
export type ReactionGroup = FromWire<contract.ReactionGroup>;
export type Command = FromWire<contract.Command>;
export type CommandAnswer = FromWire<contract.CommandAnswer>;
export type CommandReply = FromWire<contract.CommandReply>;
export type Draft = FromWire<contract.Draft>;
export type DraftEnd = FromWire<contract.DraftEnd>;
export type Pinned = FromWire<contract.Pinned>;
export type Reminder = FromWire<contract.Reminder>;
export type Scheduled = FromWire<contract.Scheduled>;
export type Poll = FromWire<contract.Poll>;
export type OwnVote = FromWire<contract.OwnVote>;
export type Quote = FromWire<contract.Quote>;
export type Channel = FromWire<contract.Channel>;
export type ChannelSettings = FromWire<contract.ChannelSettings>;
export type ChannelPosition = FromWire<contract.ChannelPosition>;
export type Membership = FromWire<contract.Membership>;
export type Member = FromWire<contract.Member>;
export type Space = FromWire<contract.Space>;
export type SpaceMember = FromWire<contract.SpaceMember>;
export type Invite = FromWire<contract.Invite>;
export type User = FromWire<contract.User>;
export type UserSummary = FromWire<contract.UserSummary>;
export type UserSettings = FromWire<contract.UserSettings>;
export type MessageFlags = FromWire<contract.MessageFlags>;
export type Presence = FromWire<contract.Presence>;
export type Receipt = FromWire<contract.Receipt>;
export type Unread = FromWire<contract.Unread>;
export type ReadWatermark = FromWire<contract.ReadWatermark>;
export type SignalsSnapshot = FromWire<contract.SignalsSnapshot>;
export type ThreadSummary = FromWire<contract.ThreadSummary>;
export type ThreadStanding = FromWire<contract.ThreadStanding>;
export type Thread = FromWire<contract.Thread>;
export type ThreadsUnread = FromWire<contract.ThreadsUnread>;
export type HistoryPage = FromWire<contract.HistoryPage>;

export type SearchResult = FromWire<contract.SearchResult>;
export type SearchPage = FromWire<contract.SearchPage>;

export type ChannelEvent = FromWire<contract.ChannelEvent>;
export type UserEvent = FromWire<contract.UserEvent>;
export type Signal = FromWire<contract.Signal>;
/** What the client itself tells: how its connection stands now, and why where it has ended. */
export type ConnectionEvent = {
  readonly type: "connection.changed";
  readonly status: ConnectionStatus;
  readonly error: ChatError | null;
};
/** Anything a client can hear, told apart by `type`. */
export type ChatEvent = ChannelEvent | UserEvent | Signal | ConnectionEvent;
export type ChatEventType = ChatEvent["type"];
/** The event of one type. */
export type ChatEventOf<Type extends ChatEventType> = Extract<ChatEvent, { type: Type }>;
export type { Capability, ChannelFilter, ChannelKind, MessageKind, Role } from "@natter/contract";
