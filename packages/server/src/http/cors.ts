import type { Context } from "hono";

/**
 * Any page may call the API with a token it holds. Cookies are never accepted from other sites: no
 * Access-Control-Allow-Credentials, and the refresh cookie is SameSite=Strict.
 */
export const corsHeaders: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "x-request-id, x-natter-level, retry-after, ratelimit-limit, ratelimit-remaining, ratelimit-reset",
};

/** Answers a browser that asks first whether it may call. */
export function answerPreflight(context: Context): Response {
  return context.body(null, 204, {
    ...corsHeaders,
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers":
      "authorization, content-type, x-natter-key, x-natter-user, x-natter-level",
    "access-control-max-age": "86400",
  });
}
