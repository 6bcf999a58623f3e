export {
  createStreamOwner,
  type StreamOwner,
  type StreamOwnerOptions,
} from "./broker/stream-owner.ts";
export { processWire, type ProcessLike, type Wire } from "./broker/wire.ts";
export { systemClock, type Clock } from "./clock.ts";
export { DisconnectCode, ErrorCode, UnsubscribeCode } from "./codes.ts";
export { HubDisconnect, HubError } from "./hub-error.ts";
export type {
  AuthenticateRequest,
  Authentication,
  HistoryOptions,
  HubOptions,
  PositionSource,
  PublishOptions,
  ServerSubscribeOptions,
  SessionInfo,
  StreamRules,
  SubscriptionGrant,
  TransportName,
} from "./hub-options.ts";
export { createHub, type Hub, type SessionFilter } from "./hub.ts";
export { jwtTokens, type JwtTokenOptions } from "./jwt-tokens.ts";
export { defaultLimits, type Limits } from "./limits.ts";
export type { HubMetrics } from "./metrics.ts";
export { defaultPaths, type HubPaths } from "./paths.ts";
export type { ClientInfo, Publication, StreamPosition } from "./protocol.ts";
export type { HistoryPage } from "./read-history.ts";
export { createServerApi, type ServerApiOptions } from "./server-api/server-api.ts";
