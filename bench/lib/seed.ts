/** Calls the API of a server on this machine and answers the parsed body; throws what it refuses. */
export type Api = (
  method: string,
  path: string,
  body?: unknown,
  actAs?: string,
) => Promise<Record<string, unknown>>;

export function connectApi(port: number, serverKey: string): Api {
  return async (method, path, body, actAs) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${serverKey}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(actAs === undefined ? {} : { "x-natter-user": actAs }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
}

const perCall = 100;

/** Makes users `u0`, `u1`, … and answers a token for each of the first `tokens`. */
export async function seedUsers(
  api: Api,
  counts: { readonly users: number; readonly tokens: number },
): Promise<string[]> {
  for (let from = 0; from < counts.users; from += perCall) {
    const length = Math.min(perCall, counts.users - from);
    const users = Array.from({ length }, (_, index) => ({
      id: userId(from + index),
      name: `User ${from + index}`,
    }));
    await api("POST", "/v1/users", { users });
  }
  const tokens: string[] = [];
  for (let from = 0; from < counts.tokens; from += 20) {
    const length = Math.min(20, counts.tokens - from);
    const answers = await Promise.all(
      Array.from({ length }, (_, index) =>
        api("POST", `/v1/users/${userId(from + index)}/tokens`, {}),
      ),
    );
    tokens.push(...answers.map(({ token }) => String(token)));
  }
  return tokens;
}

/** Makes a group channel of these users, owned by the first, and answers its address. */
export async function seedChannel(
  api: Api,
  name: string,
  users: readonly number[],
): Promise<string> {
  const members = users.slice(0, perCall).map(userId);
  const created = await api("POST", "/v1/channels", { name, members }, members[0]);
  const { cid } = created["channel"] as { cid: string };
  for (let from = perCall; from < users.length; from += perCall) {
    const userIds = users.slice(from, from + perCall).map(userId);
    await api("POST", `/v1/channels/${encodeURIComponent(cid)}/members`, { userIds }, members[0]);
  }
  return cid;
}

export function userId(index: number): string {
  return `u${index}`;
}
