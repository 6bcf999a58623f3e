/** What JSON holds, for a caller that knows the route. */
export type Json = ReturnType<typeof JSON.parse>;

/** Calls the API as whoever the headers say. Throws for an answer of 400 and above. */
export type Call = (method: string, path: string, body?: unknown, asUser?: string) => Promise<Json>;

/** An app of a world, with its keys. */
export type App = {
  readonly id: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly call: Call;
  /** A new token of a user. */
  token(userId: string): Promise<string>;
};

/** Makes an app with users named like their ids. */
export async function createApp(
  { url, adminKey }: { url: string; adminKey: string },
  id: string,
  userIds: readonly string[],
): Promise<App> {
  const asAdmin = callWith(url, { authorization: `Bearer ${adminKey}` });
  const { publishableKey, secretKey } = await asAdmin("POST", "/v1/apps", { id, name: id });
  const call = callWith(url, { authorization: `Bearer ${secretKey}` });
  for (let from = 0; from < userIds.length; from += 100) {
    const users = userIds.slice(from, from + 100).map((userId) => ({ id: userId, name: userId }));
    await call("POST", "/v1/users", { users });
  }
  return {
    ...{ id, publishableKey, secretKey, call },
    token: async (userId) => (await call("POST", `/v1/users/${userId}/tokens`, {})).token,
  };
}

function callWith(url: string, headers: Record<string, string>): Call {
  return async (method, path, body, asUser) => {
    const response = await fetch(`${url}${path}`, {
      method,
      signal: AbortSignal.timeout(60_000),
      headers: {
        ...headers,
        ...(asUser === undefined ? {} : { "x-natter-user": asUser }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((cause: unknown) => {
      throw new Error(`${method} ${path}: no answer`, { cause });
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}
