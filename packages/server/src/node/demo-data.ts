import type { Hono } from "hono";
import { demoLines, type DemoLine } from "./demo-lines.ts";

type Keys = { readonly serverKey: string };

const minute = 60_000;

/**
 * Fills a new demo app through the API, as any customer's server would: two users, the space "Demo" with #general and
 * #ideas, a direct channel, and about sixty messages of the last two days, the last few of them unread.
 */
export async function seedDemo(http: Hono, { serverKey }: Keys): Promise<void> {
  const call = createCaller(http, serverKey);
  await call("POST", "/v1/users", {
    users: [
      { id: "ada", name: "Ada" },
      { id: "bob", name: "Bob" },
    ],
  });

  const { space } = await call<{ space: { id: string; defaultCid: string } }>(
    "POST",
    "/v1/spaces",
    { name: "Demo" },
    "ada",
  );
  const { invite } = await call<{ invite: { code: string } }>(
    "POST",
    `/v1/spaces/${space.id}/invites`,
    {},
    "ada",
  );
  await call("POST", `/v1/invites/${invite.code}/accept`, undefined, "bob");
  const ideas = await call<ChannelAnswer>(
    "POST",
    `/v1/spaces/${space.id}/channels`,
    { name: "ideas" },
    "bob",
  );
  await call("POST", `/v1/channels/${ideas.channel.cid}/join`, undefined, "ada");
  const direct = await call<ChannelAnswer>("POST", "/v1/channels/direct", { userId: "bob" }, "ada");

  const cids = { general: space.defaultCid, ideas: ideas.channel.cid, direct: direct.channel.cid };
  const ids = await importLines(call, cids);
  await addReactions(call, ids);
  await sendFresh(call, cids.general);
}

type ChannelAnswer = { channel: { cid: string } };
type Call = <Answer>(
  method: string,
  path: string,
  body?: unknown,
  actingUser?: string,
) => Promise<Answer>;

function createCaller(http: Hono, serverKey: string): Call {
  return async (method, path, body, actingUser) => {
    const response = await http.request(path, {
      method,
      headers: {
        authorization: `Bearer ${serverKey}`,
        "content-type": "application/json",
        ...(actingUser ? { "x-natter-user": actingUser } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Making the demo data failed: ${method} ${path}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}

/** Imports the conversations with times that end a few minutes ago; answers message ids by the lines' own keys. */
async function importLines(
  call: Call,
  cids: Record<DemoLine["channel"], string>,
): Promise<Map<string, string>> {
  const now = Date.now();
  const messages = demoLines.map((line, index) => ({
    cid: cids[line.channel],
    externalId: line.key ?? `line-${index}`,
    text: line.text,
    senderId: line.from,
    createdAt: new Date(now - line.minutesAgo * minute).toISOString(),
    ...(line.quotes ? { quoteExternalId: line.quotes } : {}),
  }));
  const { items } = await call<{ items: { externalId: string; id: string }[] }>(
    "POST",
    "/v1/import/messages",
    { messages },
  );
  return new Map(items.map((item) => [item.externalId, item.id]));
}

async function addReactions(call: Call, ids: ReadonlyMap<string, string>): Promise<void> {
  for (const { key, reactions } of demoLines) {
    for (const { type, from } of reactions ?? []) {
      await call(
        "PUT",
        `/v1/messages/${ids.get(key ?? "")}/reactions/${encodeURIComponent(type)}`,
        undefined,
        from,
      );
    }
  }
}

/** A few messages that the other has not read, so that the first look shows a badge and a divider. */
async function sendFresh(call: Call, cid: string): Promise<void> {
  const lines = [
    "Hi! The new build is up.",
    "Try it when you have a minute: two windows side by side.",
  ];
  for (const [index, text] of lines.entries()) {
    await call(
      "POST",
      `/v1/channels/${cid}/messages`,
      { clientId: `demo-fresh-${index}`, text },
      "ada",
    );
  }
}
