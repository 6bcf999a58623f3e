import { ChatError } from "@natter/contract/chat-error";
import { systemClock, type Clock } from "../adapters/clock.ts";
import { systemFetch, type Fetch } from "../adapters/fetch.ts";
import type { Api } from "./api-types.ts";
import { createCall } from "./create-call.ts";
import { createTokenSource } from "./token-source.ts";

export type ApiOptions = {
  readonly endpoint: string;
  readonly appKey: string;
  /** Not needed for routes of signing in. */
  readonly getToken?: () => Promise<string>;
  readonly fetch?: Fetch;
  readonly clock?: Clock;
};

/** Calls the API without a chat client: to sign in, for example. */
export function createApi(options: ApiOptions): Api {
  const noToken = () =>
    Promise.reject(
      new ChatError("auth.required", "Sign in first: this call needs a user's token."),
    );
  return createCall({
    endpoint: options.endpoint,
    appKey: options.appKey,
    fetch: options.fetch ?? systemFetch,
    clock: options.clock ?? systemClock,
    tokens: createTokenSource(options.getToken ?? noToken),
    onUnauthorized: () => undefined,
    onTooOld: () => undefined,
  });
}
