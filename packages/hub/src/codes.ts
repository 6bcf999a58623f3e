/** Error codes that a reply may carry. Applications use 400-1999 of their own. */
export const ErrorCode = {
  internal: 100,
  unauthorized: 101,
  unknownChannel: 102,
  permissionDenied: 103,
  methodNotFound: 104,
  alreadySubscribed: 105,
  limitExceeded: 106,
  badRequest: 107,
  notAvailable: 108,
  tokenExpired: 109,
  expired: 110,
  tooManyRequests: 111,
  unrecoverablePosition: 112,
} as const;

/** Codes of an unsubscribe push: below 2500 is final, from 2500 on the client subscribes again. */
export const UnsubscribeCode = {
  server: 2000,
  insufficientState: 2500,
  expired: 2501,
  stateInvalidated: 2502,
} as const;

/** Close codes: 3500-3999 and 4500-4999 are final, the client reconnects after every other one. */
export const DisconnectCode = {
  closed: 3000,
  shutdown: 3001,
  serverError: 3004,
  expired: 3005,
  subscriptionExpired: 3006,
  slow: 3008,
  writeError: 3009,
  insufficientState: 3010,
  forceReconnect: 3011,
  noPong: 3012,
  tooManyRequests: 3013,
  stateInvalidated: 3014,
  invalidToken: 3500,
  badRequest: 3501,
  stale: 3502,
  forceDisconnect: 3503,
  connectionLimit: 3504,
  channelLimit: 3505,
  inappropriateProtocol: 3506,
  permissionDenied: 3507,
  notAvailable: 3508,
  tooManyErrors: 3509,
} as const;

/** A code alone takes its usual reason; applications give both (codes 4000-4999, reason of at most 32 ASCII bytes). */
export type UnsubscribeCode = number | { readonly code: number; readonly reason: string };
export type DisconnectCode = number | { readonly code: number; readonly reason: string };

/** The code and the reason that travel, whichever way the caller named them. */
export function closing(code: DisconnectCode | UnsubscribeCode): { code: number; reason: string } {
  return typeof code === "number" ? { code, reason: reasons.get(code) ?? "" } : code;
}

/** The usual message of a protocol error; empty for an application's own code. */
export function errorMessage(code: number): string {
  return messages.get(code) ?? "";
}

/** Says whether a client may try the same again soon. */
export function isTemporary(code: number): boolean {
  return code === ErrorCode.internal || code === ErrorCode.tooManyRequests;
}

const messages = new Map<number, string>([
  [100, "internal server error"],
  [101, "unauthorized"],
  [102, "unknown channel"],
  [103, "permission denied"],
  [104, "method not found"],
  [105, "already subscribed"],
  [106, "limit exceeded"],
  [107, "bad request"],
  [108, "not available"],
  [109, "token expired"],
  [110, "expired"],
  [111, "too many requests"],
  [112, "unrecoverable position"],
]);

const reasons = new Map<number, string>([
  [2000, "server unsubscribe"],
  [2500, "insufficient state"],
  [2501, "subscription expired"],
  [2502, "state invalidated"],
  [3000, "connection closed"],
  [3001, "shutdown"],
  [3004, "internal server error"],
  [3005, "connection expired"],
  [3006, "subscription expired"],
  [3008, "slow"],
  [3009, "write error"],
  [3010, "insufficient state"],
  [3011, "force reconnect"],
  [3012, "no pong"],
  [3013, "too many requests"],
  [3014, "state invalidated"],
  [3500, "invalid token"],
  [3501, "bad request"],
  [3502, "stale"],
  [3503, "force disconnect"],
  [3504, "connection limit"],
  [3505, "channel limit"],
  [3506, "inappropriate protocol"],
  [3507, "permission denied"],
  [3508, "not available"],
  [3509, "too many errors"],
]);
