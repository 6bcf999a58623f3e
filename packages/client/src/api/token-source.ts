/** Keeps the user's token and asks for a new one when the server refused the last. */
export type TokenSource = {
  /** The token in use; asks for one if there is none. */
  get(): Promise<string>;
  /** Another token than `refused`. Callers that were refused together share one question. */
  renew(refused: string): Promise<string>;
};

export function createTokenSource(getToken: () => Promise<string>): TokenSource {
  let token: string | null = null;
  let asking: Promise<string> | null = null;

  function ask(): Promise<string> {
    asking ??= getToken()
      .then((fresh) => (token = fresh))
      .finally(() => (asking = null));
    return asking;
  }

  return {
    get: () => (token === null ? ask() : Promise.resolve(token)),
    renew(refused) {
      if (token === refused) token = null;
      return token === null ? ask() : Promise.resolve(token);
    },
  };
}
