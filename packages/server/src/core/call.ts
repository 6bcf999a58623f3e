import type { AppId, KeyScope, UserId } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Logger } from "pino";
import type { TokenMark } from "../adapters/realtime/port.ts";
import type { Engine } from "./engine.ts";

/** Who calls. A server key acts as `server`, or as a user when it names one. */
export type Actor =
  | { readonly type: "anonymous" }
  | {
      readonly type: "user";
      readonly userId: UserId;
      readonly sessionId: string | null;
      /** Whether a server key acts for the user. */
      readonly byServer?: true;
      /** The server key that acts for the user. */
      readonly key?: KeyUse;
      /** The user token that was shown, by which what is begun with it can be ended. */
      readonly token?: TokenMark;
    }
  | { readonly type: "server"; readonly keyId: string; readonly scopes: readonly KeyScope[] }
  | { readonly type: "admin" };

/** The key a call came with, and what it may do. */
export type KeyUse = { readonly id: string; readonly scopes: readonly KeyScope[] };

/** One call of a route, over HTTP or a socket. */
export type Call = {
  readonly engine: Engine;
  /** The app the caller belongs to; null before one is known (the platform's admin, or no key at all). */
  readonly appId: AppId | null;
  readonly actor: Actor;
  readonly requestId: string;
  readonly log: Logger;
  /** Where the request came in; undefined for calls over a socket. */
  readonly http?: HttpExchange;
  /** The session it came over; absent for calls over HTTP. */
  readonly session?: string;
};

/** The few things of HTTP that some routes need: cookies, the peer's address. */
export type HttpExchange = {
  readonly remoteAddress: string;
  readonly secure: boolean;
  /** Whether it was made on the server's own machine. */
  readonly isLocal: boolean;
  cookie(name: string): string | undefined;
  setCookie(value: string): void;
};

export type AppCall = Call & { readonly appId: AppId };
export type UserCall = AppCall & { readonly userId: UserId };

/** The call as one of a known app, or `auth.required`. */
export function inApp(call: Call): AppCall {
  if (call.appId === null) {
    throw new ChatError(
      "auth.required",
      "Name the app: send a publishable key in X-Natter-Key, or a token.",
    );
  }
  return { ...call, appId: call.appId };
}

/** The call as one of a user, or `auth.required`. */
export function asUser(call: Call): UserCall {
  if (call.actor.type !== "user") {
    throw new ChatError(
      "auth.required",
      "This needs a user: send a user token, or X-Natter-User with a server key.",
    );
  }
  return { ...inApp(call), userId: call.actor.userId };
}
