import type { ChatError } from "@natter/contract/chat-error";
import { asChatError } from "./read-error.ts";

/** Keeps the user's token and asks for a new one when the server refused the last. */
export type TokenSource = {
  /** The token in use; asks for one if there is none. */
  get(): Promise<string>;
  /**
   * Another token than `refused`. Callers that were refused together share one question, and one that comes late the answer to
   * it: where there was no new token to be had for a refused one, nobody asks again.
   */
  renew(refused: string): Promise<string>;
};

export function createTokenSource(getToken: () => Promise<string>): TokenSource {
  let token: string | null = null;
  let asking: Promise<string> | null = null;
  let ended: { readonly token: string; readonly error: unknown } | null = null;

  function ask(): Promise<string> {
    asking ??= getToken()
      .then((fresh) => (token = fresh))
      .finally(() => (asking = null));
    return asking;
  }

  return {
    get: () => (token === null ? ask() : Promise.resolve(token)),
    async renew(refused) {
      if (token === refused) token = null;
      if (token !== null) return token;
      if (asking === null && ended?.token === refused) throw ended.error;
      try {
        return await ask();
      } catch (error) {
        if (meansSignedOut(asChatError(error))) ended = { token: refused, error };
        throw error;
      }
    },
  };
}

/** Whether an error of the app's `getToken` says that nobody is signed in, rather than that it failed for now. */
export function meansSignedOut(error: ChatError): boolean {
  return !error.retry && (error.status === 401 || error.status === 403);
}
