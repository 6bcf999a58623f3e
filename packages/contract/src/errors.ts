type ErrorRule = {
  /** HTTP status of the answer. */
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 503;
  /** Whether the same request may succeed later without being changed. */
  readonly retry: boolean;
};

/** Every refusal a caller can meet, by code. Codes are `thing.reason`; they are stable, sentences are not. */
export const errorCatalogue = {
  "request.invalid": { status: 400, retry: false },
  "request.not_json": { status: 400, retry: false },
  "request.too_large": { status: 413, retry: false },
  "request.unsupported_media_type": { status: 415, retry: false },
  "request.rate_limited": { status: 429, retry: true },
  "route.not_found": { status: 404, retry: false },
  "route.method_not_allowed": { status: 405, retry: false },
  "auth.required": { status: 401, retry: false },
  "auth.invalid_token": { status: 401, retry: false },
  "auth.token_expired": { status: 401, retry: false },
  "auth.invalid_key": { status: 401, retry: false },
  "auth.secret_key_in_browser": { status: 403, retry: false },
  "auth.forbidden": { status: 403, retry: false },
  "account.invalid_credentials": { status: 401, retry: false },
  "account.username_taken": { status: 409, retry: false },
  "account.session_ended": { status: 401, retry: false },
  "app.not_found": { status: 404, retry: false },
  "app.id_taken": { status: 409, retry: false },
  "app.suspended": { status: 403, retry: false },
  "app.tokens_invalid": { status: 422, retry: false },
  "key.not_found": { status: 404, retry: false },
  "key.too_many": { status: 409, retry: false },
  "key.last": { status: 409, retry: false },
  "user.banned": { status: 403, retry: false },
  "user.not_found": { status: 404, retry: false },
  "user.deactivated": { status: 403, retry: false },
  "user.deleted": { status: 410, retry: false },
  "space.not_found": { status: 404, retry: false },
  "space.forbidden": { status: 403, retry: false },
  "space.owner_cannot_leave": { status: 409, retry: false },
  "invite.not_found": { status: 404, retry: false },
  "invite.expired": { status: 410, retry: false },
  "channel.not_found": { status: 404, retry: false },
  "channel.exists": { status: 409, retry: false },
  "channel.name_taken": { status: 409, retry: false },
  "channel.forbidden": { status: 403, retry: false },
  "channel.frozen": { status: 403, retry: false },
  "channel.slow_mode": { status: 429, retry: true },
  "channel.type_unknown": { status: 400, retry: false },
  "channel_type.not_found": { status: 404, retry: false },
  "channel_type.exists": { status: 409, retry: false },
  "channel_type.in_use": { status: 409, retry: false },
  "channel_type.too_many": { status: 409, retry: false },
  "member.not_found": { status: 404, retry: false },
  "member.direct_is_fixed": { status: 409, retry: false },
  "message.not_found": { status: 404, retry: false },
  "message.conflict": { status: 409, retry: false },
  "message.empty": { status: 400, retry: false },
  "message.too_large": { status: 413, retry: false },
  "message.forbidden": { status: 403, retry: false },
  "message.deleted": { status: 410, retry: false },
  "message.quote_not_found": { status: 400, retry: false },
  "message.undo_expired": { status: 409, retry: false },
  "thread.not_found": { status: 400, retry: false },
  "thread.nested": { status: 400, retry: false },
  "reaction.too_many": { status: 409, retry: false },
  "reaction.once": { status: 409, retry: false },
  "read.stale_generation": { status: 409, retry: false },
  "read.too_many_mentions": { status: 409, retry: false },
  "presence.too_many_devices": { status: 409, retry: false },
  "ban.not_found": { status: 404, retry: false },
  "search.invalid_query": { status: 400, retry: false },
  "search.too_broad": { status: 422, retry: false },
  "sync.resync": { status: 410, retry: false },
  "development.not_available": { status: 404, retry: false },
  "demo.not_available": { status: 404, retry: false },
  "server.unavailable": { status: 503, retry: true },
  internal: { status: 500, retry: true },
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof errorCatalogue;

/** Whether a string is a code of the catalogue. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
