import type { AppId } from "@natter/contract";
import type { HttpExchange } from "../../core/call.ts";

const name = "natter_refresh";
/** Where the cookie is sent: nothing but the account routes ever sees it. */
const path = "/v1/accounts";

const shape =
  /^([a-z0-9]{4,16})\.([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.([A-Za-z0-9]{43})$/;

/** What a refresh cookie holds: `<app>.<session id>.<secret>`. */
export type RefreshToken = {
  readonly appId: AppId;
  readonly sessionId: string;
  readonly secret: string;
};

/** The refresh token of a request; null for none, or one of another shape. */
export function readRefreshCookie(http: HttpExchange | undefined): RefreshToken | null {
  const match = shape.exec(http?.cookie(name) ?? "");
  if (!match) return null;
  const [, appId = "", sessionId = "", secret = ""] = match;
  return { appId: appId as AppId, sessionId, secret }; // the pattern is an app id's
}

/** Gives the browser a refresh token: no script reads it, no other site sends it. */
export function setRefreshCookie(
  http: HttpExchange | undefined,
  token: RefreshToken,
  maxAgeSeconds: number,
): void {
  const value = `${token.appId}.${token.sessionId}.${token.secret}`;
  http?.setCookie(attributes(value, maxAgeSeconds, http.secure));
}

export function clearRefreshCookie(http: HttpExchange | undefined): void {
  http?.setCookie(attributes("", 0, http.secure));
}

function attributes(value: string, maxAgeSeconds: number, secure: boolean): string {
  const rules = `Path=${path}; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}`;
  return `${name}=${value}; ${rules}${secure ? "; Secure" : ""}`;
}
