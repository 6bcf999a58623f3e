/**
 * Method and path of every route, by name. Apart from the schemas so that a client carries only these strings.
 * The names are also the methods of calls over the socket.
 */
export const paths = {
  "apps.create": "POST /v1/apps",
  "keys.list": "GET /v1/keys",
  "keys.create": "POST /v1/keys",
  "keys.revoke": "DELETE /v1/keys/:keyId",

  "accounts.register": "POST /v1/accounts/register",
  "accounts.login": "POST /v1/accounts/login",
  "accounts.refresh": "POST /v1/accounts/refresh",
  "accounts.logout": "POST /v1/accounts/logout",
  "accounts.logoutEverywhere": "POST /v1/accounts/logout-everywhere",
  "demo.session": "POST /v1/demo/session",

  "me.get": "GET /v1/me",
  "me.update": "PATCH /v1/me",
  "users.list": "GET /v1/users",
  "users.upsertMany": "POST /v1/users",
  "users.get": "GET /v1/users/:userId",
  "users.upsert": "PUT /v1/users/:userId",
  "users.createToken": "POST /v1/users/:userId/tokens",

  "spaces.list": "GET /v1/spaces",
  "spaces.create": "POST /v1/spaces",
  "spaces.get": "GET /v1/spaces/:spaceId",
  "spaces.update": "PATCH /v1/spaces/:spaceId",
  "spaces.delete": "DELETE /v1/spaces/:spaceId",
  "spaces.listMembers": "GET /v1/spaces/:spaceId/members",
  "spaces.updateMember": "PATCH /v1/spaces/:spaceId/members/:userId",
  "spaces.removeMember": "DELETE /v1/spaces/:spaceId/members/:userId",
  "spaces.createInvite": "POST /v1/spaces/:spaceId/invites",
  "spaces.listChannels": "GET /v1/spaces/:spaceId/channels",
  "spaces.createChannel": "POST /v1/spaces/:spaceId/channels",
  "invites.get": "GET /v1/invites/:code",
  "invites.accept": "POST /v1/invites/:code/accept",

  "channels.list": "GET /v1/channels",
  "channels.create": "POST /v1/channels",
  "channels.direct": "POST /v1/channels/direct",
  "channels.get": "GET /v1/channels/:cid",
  "channels.update": "PATCH /v1/channels/:cid",
  "channels.delete": "DELETE /v1/channels/:cid",
  "channels.join": "POST /v1/channels/:cid/join",
  "members.list": "GET /v1/channels/:cid/members",
  "members.add": "POST /v1/channels/:cid/members",
  "members.update": "PATCH /v1/channels/:cid/members/:userId",
  "members.remove": "DELETE /v1/channels/:cid/members/:userId",

  "messages.list": "GET /v1/channels/:cid/messages",
  "messages.send": "POST /v1/channels/:cid/messages",
  "messages.get": "GET /v1/messages/:messageId",
  "messages.edit": "PATCH /v1/messages/:messageId",
  "messages.delete": "DELETE /v1/messages/:messageId",
  "messages.import": "POST /v1/import/messages",
  "reactions.list": "GET /v1/messages/:messageId/reactions",
  "reactions.add": "PUT /v1/messages/:messageId/reactions/:type",
  "reactions.remove": "DELETE /v1/messages/:messageId/reactions/:type",

  "readState.mark": "POST /v1/channels/:cid/read",
  "channelTypes.list": "GET /v1/channel-types",
  "channelTypes.create": "POST /v1/channel-types",
  "channelTypes.get": "GET /v1/channel-types/:type",
  "channelTypes.update": "PATCH /v1/channel-types/:type",
  "channelTypes.delete": "DELETE /v1/channel-types/:type",

  "readState.markUnread": "POST /v1/channels/:cid/unread",
  "readState.markDelivered": "POST /v1/channels/:cid/delivered",
  "readState.receipts": "GET /v1/channels/:cid/receipts",
  "readState.messageReceipts": "GET /v1/messages/:messageId/receipts",
  "readState.unread": "GET /v1/unread",

  "typing.set": "POST /v1/channels/:cid/typing",
  "presence.get": "GET /v1/presence",
  "sync.run": "POST /v1/sync",
  "events.list": "GET /v1/channels/:cid/events",
  "realtime.token": "POST /v1/realtime/token",
  "realtime.subscribe": "POST /v1/realtime/subscriptions",
  "limits.get": "GET /v1/limits",
} as const satisfies Record<string, `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /v1/${string}`>;

export type RouteName = keyof typeof paths;
