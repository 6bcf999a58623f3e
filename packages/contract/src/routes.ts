import { z } from "zod";
import { DemoSessionInput, LoginInput, RegisterInput, SignedInAnswer } from "./accounts.ts";
import { AppInput, KeyInput, KeysAnswer, NewAppAnswer, NewKeyAnswer } from "./apps.ts";
import * as channels from "./channels.ts";
import { ChannelEventPage, EventQuery } from "./events.ts";
import { ChannelCid, MessageId, SpaceId, UserId } from "./ids.ts";
import * as messages from "./messages.ts";
import { PageQuery } from "./page.ts";
import type { RouteName } from "./paths.ts";
import { PresenceAnswer, PresenceQuery, TypingInput } from "./presence.ts";
import * as readState from "./read-state.ts";
import { RealtimeTokenAnswer, SubscriptionAnswer, SubscriptionInput } from "./realtime.ts";
import { route, type Route } from "./route.ts";
import * as spaces from "./spaces.ts";
import {
  BulkUsersInput,
  TokenAnswer,
  TokenInput,
  UserAnswer,
  UserInput,
  UserPage,
  UserQuery,
  UsersAnswer,
} from "./users.ts";

const ofKey = z.strictObject({ keyId: z.uuid() });
const ofUser = z.strictObject({ userId: UserId });
const ofSpace = z.strictObject({ spaceId: SpaceId });
const ofSpaceMember = z.strictObject({ spaceId: SpaceId, userId: UserId });
const ofInvite = z.strictObject({ code: spaces.InviteCode });
const ofChannel = z.strictObject({ cid: ChannelCid });
const ofMember = z.strictObject({ cid: ChannelCid, userId: UserId });
const ofMessage = z.strictObject({ messageId: MessageId });
const ofReaction = z.strictObject({ messageId: MessageId, type: messages.ReactionType });

/** The one table of routes: it validates in the server, types the client and makes the OpenAPI document. */
export const routes = {
  "apps.create": route("apps.create", {
    auth: "admin",
    summary: "Create an app with its first keys",
    body: AppInput,
    answer: NewAppAnswer,
    status: 201,
    errors: ["app.id_taken"],
  }),
  "keys.list": route("keys.list", {
    auth: "server",
    summary: "List the app's keys, without their secrets",
    answer: KeysAnswer,
    status: 200,
    errors: [],
  }),
  "keys.create": route("keys.create", {
    auth: "server",
    summary: "Create a key; the answer is the only one that holds it",
    body: KeyInput,
    answer: NewKeyAnswer,
    status: 201,
    errors: [],
  }),
  "keys.revoke": route("keys.revoke", {
    auth: "server",
    summary: "Revoke a key at once",
    params: ofKey,
    answer: null,
    status: 204,
    errors: ["key.not_found"],
  }),

  "accounts.register": route("accounts.register", {
    auth: "none",
    summary: "Create a built-in account and sign in",
    body: RegisterInput,
    answer: SignedInAnswer,
    status: 201,
    errors: ["account.username_taken"],
  }),
  "accounts.login": route("accounts.login", {
    auth: "none",
    summary: "Sign in with user name and password",
    body: LoginInput,
    answer: SignedInAnswer,
    status: 200,
    errors: ["account.invalid_credentials"],
  }),
  "accounts.refresh": route("accounts.refresh", {
    auth: "none",
    summary: "Get a new access token by the refresh cookie",
    answer: SignedInAnswer,
    status: 200,
    errors: ["account.session_ended"],
  }),
  "accounts.logout": route("accounts.logout", {
    auth: "none",
    summary: "End this session",
    answer: null,
    status: 204,
    errors: [],
  }),
  "accounts.logoutEverywhere": route("accounts.logoutEverywhere", {
    auth: "user",
    summary: "End all sessions of the account",
    answer: null,
    status: 204,
    errors: [],
  }),
  "demo.session": route("demo.session", {
    auth: "none",
    summary: "Sign in as a demo user; only with demo data and on loopback",
    body: DemoSessionInput,
    answer: SignedInAnswer,
    status: 200,
    errors: ["demo.not_available"],
  }),

  "me.get": route("me.get", {
    auth: "user",
    summary: "The calling user",
    answer: UserAnswer,
    status: 200,
    errors: [],
  }),
  "me.update": route("me.update", {
    auth: "user",
    summary: "Change one's own name, image or custom data",
    body: UserInput,
    answer: UserAnswer,
    status: 200,
    errors: [],
  }),
  "users.list": route("users.list", {
    auth: "any",
    summary: "Find users by name or id",
    query: UserQuery,
    answer: UserPage,
    status: 200,
    errors: [],
  }),
  "users.upsertMany": route("users.upsertMany", {
    auth: "server",
    summary: "Create or update up to 100 users",
    body: BulkUsersInput,
    answer: UsersAnswer,
    status: 200,
    errors: [],
  }),
  "users.get": route("users.get", {
    auth: "any",
    summary: "One user",
    params: ofUser,
    answer: UserAnswer,
    status: 200,
    errors: ["user.not_found"],
  }),
  "users.upsert": route("users.upsert", {
    auth: "server",
    summary: "Create or update a user",
    params: ofUser,
    body: UserInput,
    answer: UserAnswer,
    status: 200,
    errors: [],
  }),
  "users.createToken": route("users.createToken", {
    auth: "server",
    summary: "Make a token for a user",
    params: ofUser,
    body: TokenInput,
    answer: TokenAnswer,
    status: 201,
    errors: ["user.not_found"],
  }),

  "spaces.list": route("spaces.list", {
    auth: "user",
    summary: "The spaces the user belongs to",
    query: PageQuery,
    answer: spaces.SpacePage,
    status: 200,
    errors: [],
  }),
  "spaces.create": route("spaces.create", {
    auth: "user",
    summary: "Create a space; the creator owns it",
    body: spaces.SpaceInput,
    answer: spaces.SpaceAnswer,
    status: 201,
    errors: [],
  }),
  "spaces.get": route("spaces.get", {
    auth: "user",
    summary: "One space",
    params: ofSpace,
    answer: spaces.SpaceAnswer,
    status: 200,
    errors: ["space.not_found"],
  }),
  "spaces.update": route("spaces.update", {
    auth: "user",
    summary: "Rename a space",
    params: ofSpace,
    body: spaces.SpaceInput,
    answer: spaces.SpaceAnswer,
    status: 200,
    errors: ["space.not_found", "space.forbidden"],
  }),
  "spaces.delete": route("spaces.delete", {
    auth: "user",
    summary: "Delete a space with everything in it",
    params: ofSpace,
    answer: null,
    status: 204,
    errors: ["space.not_found", "space.forbidden"],
  }),
  "spaces.listMembers": route("spaces.listMembers", {
    auth: "user",
    summary: "Members of a space",
    params: ofSpace,
    query: PageQuery,
    answer: spaces.SpaceMemberPage,
    status: 200,
    errors: ["space.not_found"],
  }),
  "spaces.updateMember": route("spaces.updateMember", {
    auth: "user",
    summary: "Change a member's role in a space",
    params: ofSpaceMember,
    body: spaces.RoleInput,
    answer: spaces.SpaceMemberAnswer,
    status: 200,
    errors: ["space.not_found", "space.forbidden", "member.not_found"],
  }),
  "spaces.removeMember": route("spaces.removeMember", {
    auth: "user",
    summary: "Leave a space, or remove somebody from it",
    params: ofSpaceMember,
    answer: null,
    status: 204,
    errors: ["space.not_found", "space.forbidden", "space.owner_cannot_leave", "member.not_found"],
  }),
  "spaces.createInvite": route("spaces.createInvite", {
    auth: "user",
    summary: "Make an invite link",
    params: ofSpace,
    body: spaces.InviteInput,
    answer: spaces.InviteAnswer,
    status: 201,
    errors: ["space.not_found", "space.forbidden"],
  }),
  "spaces.listChannels": route("spaces.listChannels", {
    auth: "user",
    summary: "The channels of a space that the user may read",
    params: ofSpace,
    query: PageQuery,
    answer: channels.ChannelPage,
    status: 200,
    errors: ["space.not_found"],
  }),
  "spaces.createChannel": route("spaces.createChannel", {
    auth: "user",
    summary: "Create a channel in a space",
    params: ofSpace,
    body: channels.CreateSpaceChannelInput,
    answer: channels.ChannelAnswer,
    status: 201,
    errors: ["space.not_found", "space.forbidden", "channel.name_taken"],
  }),
  "invites.get": route("invites.get", {
    auth: "user",
    summary: "What an invite leads to",
    params: ofInvite,
    answer: spaces.InvitePreviewAnswer,
    status: 200,
    errors: ["invite.not_found", "invite.expired"],
  }),
  "invites.accept": route("invites.accept", {
    auth: "user",
    summary: "Join a space by its invite",
    params: ofInvite,
    answer: spaces.SpaceAnswer,
    status: 200,
    errors: ["invite.not_found", "invite.expired"],
  }),

  "channels.list": route("channels.list", {
    auth: "user",
    summary: "The user's channels, newest message first",
    query: channels.ChannelListQuery,
    answer: channels.ChannelPage,
    status: 200,
    errors: [],
  }),
  "channels.create": route("channels.create", {
    auth: "any",
    summary: "Create a group channel",
    body: channels.CreateChannelInput,
    answer: channels.ChannelAnswer,
    status: 201,
    errors: ["channel.exists", "user.not_found"],
  }),
  "channels.direct": route("channels.direct", {
    auth: "user",
    summary: "Get or create the direct channel with another user",
    body: channels.DirectChannelInput,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["user.not_found"],
  }),
  "channels.get": route("channels.get", {
    auth: "user",
    summary: "One channel",
    params: ofChannel,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["channel.not_found"],
  }),
  "channels.update": route("channels.update", {
    auth: "user",
    summary: "Rename, freeze or otherwise change a channel",
    params: ofChannel,
    body: channels.UpdateChannelInput,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden", "channel.name_taken"],
  }),
  "channels.delete": route("channels.delete", {
    auth: "user",
    summary: "Delete a channel with everything in it",
    params: ofChannel,
    answer: null,
    status: 204,
    errors: ["channel.not_found", "channel.forbidden"],
  }),
  "channels.join": route("channels.join", {
    auth: "user",
    summary: "Join a channel that all members of its space can read",
    params: ofChannel,
    answer: channels.ChannelAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden"],
  }),
  "members.list": route("members.list", {
    auth: "user",
    summary: "Members of a channel",
    params: ofChannel,
    query: PageQuery,
    answer: channels.MemberPage,
    status: 200,
    errors: ["channel.not_found"],
  }),
  "members.add": route("members.add", {
    auth: "user",
    summary: "Add up to 100 members",
    params: ofChannel,
    body: channels.AddMembersInput,
    answer: channels.MembersAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden", "user.not_found", "member.direct_is_fixed"],
  }),
  "members.update": route("members.update", {
    auth: "user",
    summary: "Change a member's role",
    params: ofMember,
    body: spaces.RoleInput,
    answer: channels.MemberAnswer,
    status: 200,
    errors: ["channel.not_found", "channel.forbidden", "member.not_found"],
  }),
  "members.remove": route("members.remove", {
    auth: "user",
    summary: "Leave a channel, or remove somebody from it",
    params: ofMember,
    answer: null,
    status: 204,
    errors: [
      "channel.not_found",
      "channel.forbidden",
      "member.not_found",
      "member.direct_is_fixed",
    ],
  }),

  "messages.list": route("messages.list", {
    auth: "user",
    summary: "A page of a channel's history",
    params: ofChannel,
    query: messages.HistoryQuery,
    answer: messages.HistoryPage,
    status: 200,
    errors: ["channel.not_found", "message.not_found"],
  }),
  "messages.send": route("messages.send", {
    auth: "user",
    summary:
      "Send a message; a repeat with the same client id answers with the message as it is now",
    params: ofChannel,
    body: messages.SendMessageInput,
    answer: messages.MessageAnswer,
    status: 201,
    rpc: true,
    errors: [
      "channel.not_found",
      "channel.forbidden",
      "channel.frozen",
      "channel.slow_mode",
      "message.conflict",
      "message.empty",
      "message.too_large",
      "message.quote_not_found",
    ],
  }),
  "messages.get": route("messages.get", {
    auth: "user",
    summary: "One message",
    params: ofMessage,
    answer: messages.MessageAnswer,
    status: 200,
    errors: ["message.not_found"],
  }),
  "messages.edit": route("messages.edit", {
    auth: "user",
    summary: "Edit one's own message",
    params: ofMessage,
    body: messages.EditMessageInput,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: [
      "message.not_found",
      "message.forbidden",
      "message.deleted",
      "message.empty",
      "message.too_large",
    ],
  }),
  "messages.delete": route("messages.delete", {
    auth: "user",
    summary: "Delete a message; its place stays",
    params: ofMessage,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found", "message.forbidden"],
  }),
  "messages.import": route("messages.import", {
    auth: "server",
    summary: "Import up to 100 messages with their own times; marked read, nobody is notified",
    body: messages.ImportInput,
    answer: messages.ImportAnswer,
    status: 200,
    errors: [],
  }),
  "reactions.list": route("reactions.list", {
    auth: "user",
    summary: "Who reacted to a message",
    params: ofMessage,
    query: PageQuery,
    answer: messages.ReactionPage,
    status: 200,
    errors: ["message.not_found"],
  }),
  "reactions.add": route("reactions.add", {
    auth: "user",
    summary: "React to a message",
    params: ofReaction,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: [
      "message.not_found",
      "message.deleted",
      "channel.forbidden",
      "channel.frozen",
      "reaction.too_many",
    ],
  }),
  "reactions.remove": route("reactions.remove", {
    auth: "user",
    summary: "Take a reaction back",
    params: ofReaction,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found"],
  }),

  "readState.mark": route("readState.mark", {
    auth: "user",
    summary: "Mark a channel read up to a message",
    params: ofChannel,
    body: readState.MarkReadInput,
    answer: readState.ReadStateAnswer,
    status: 200,
    rpc: true,
    errors: ["channel.not_found"],
  }),
  "readState.markUnread": route("readState.markUnread", {
    auth: "user",
    summary: "Mark a channel unread from a message on",
    params: ofChannel,
    body: readState.MarkUnreadInput,
    answer: readState.ReadStateAnswer,
    status: 200,
    rpc: true,
    errors: ["channel.not_found"],
  }),
  "readState.markDelivered": route("readState.markDelivered", {
    auth: "user",
    summary: "Say that messages up to one have reached this client",
    params: ofChannel,
    body: readState.MarkDeliveredInput,
    answer: null,
    status: 204,
    rpc: true,
    errors: ["channel.not_found"],
  }),
  "readState.receipts": route("readState.receipts", {
    auth: "user",
    summary: "How far the members have received and read",
    params: ofChannel,
    answer: readState.ReceiptsAnswer,
    status: 200,
    errors: ["channel.not_found"],
  }),
  "readState.messageReceipts": route("readState.messageReceipts", {
    auth: "user",
    summary: "Who received and read one message, and when",
    params: ofMessage,
    answer: readState.MessageReceiptsAnswer,
    status: 200,
    errors: ["message.not_found"],
  }),
  "readState.unread": route("readState.unread", {
    auth: "user",
    summary: "Unread counts of all channels that have any",
    answer: readState.UnreadAnswer,
    status: 200,
    errors: [],
  }),

  "typing.set": route("typing.set", {
    auth: "user",
    summary: "Say that the user is typing, or has stopped",
    params: ofChannel,
    body: TypingInput,
    answer: null,
    status: 204,
    rpc: true,
    errors: ["channel.not_found"],
  }),
  "presence.get": route("presence.get", {
    auth: "user",
    summary: "Who of some users is online",
    query: PresenceQuery,
    answer: PresenceAnswer,
    status: 200,
    errors: [],
  }),
  "events.list": route("events.list", {
    auth: "user",
    summary: "A channel's events after a position, to fill a gap",
    params: ofChannel,
    query: EventQuery,
    answer: ChannelEventPage,
    status: 200,
    errors: ["channel.not_found", "sync.resync"],
  }),
  "realtime.token": route("realtime.token", {
    auth: "user",
    summary: "A token for the realtime connection",
    answer: RealtimeTokenAnswer,
    status: 200,
    errors: [],
  }),
  "realtime.subscribe": route("realtime.subscribe", {
    auth: "user",
    summary: "Tokens for the streams of a channel",
    body: SubscriptionInput,
    answer: SubscriptionAnswer,
    status: 200,
    errors: ["channel.not_found"],
  }),
  "limits.get": route("limits.get", {
    auth: "any",
    summary: "The limits in force",
    answer: z.object({ limits: z.record(z.string(), z.number()) }),
    status: 200,
    errors: [],
  }),
} as const satisfies Record<RouteName, Route>;

export type Routes = typeof routes;

type In<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;
type Out<Schema> = Schema extends z.ZodType ? z.output<Schema> : never;
type Part<Rules, Key extends string> = Rules extends { readonly [K in Key]: infer Schema }
  ? Schema
  : never;

/** The named part a caller gives, absent where the route has none. */
type InputPart<Rules, Key extends string> = [Part<Rules, Key>] extends [never]
  ? unknown
  : { [K in Key]: Unbranded<In<Part<Rules, Key>>> };

/** Inputs may be written as plain strings: brands are earned by parsing. */
export type Unbranded<Value> = Value extends z.core.$brand
  ? Value extends string
    ? string
    : Value
  : Value extends readonly (infer Item)[]
    ? Unbranded<Item>[]
    : Value extends object
      ? { [Key in keyof Value]: Unbranded<Value[Key]> }
      : Value;

/** What a client gives to call a route: `params`, `query` and `body`, as far as the route has them. */
export type RouteInput<Name extends RouteName> = InputPart<Routes[Name], "params"> &
  InputPart<Routes[Name], "query"> &
  InputPart<Routes[Name], "body">;

/** What a route answers; undefined where the answer has no body. */
export type RouteAnswer<Name extends RouteName> = Routes[Name]["answer"] extends null
  ? undefined
  : Out<Routes[Name]["answer"]>;

/** What a handler receives after parsing. */
export type ParsedInput<Name extends RouteName> = {
  params: Out<Part<Routes[Name], "params">>;
  query: Out<Part<Routes[Name], "query">>;
  body: Out<Part<Routes[Name], "body">>;
};
