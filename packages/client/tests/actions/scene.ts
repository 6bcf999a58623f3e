import { randomUUID } from "node:crypto";
import type { Api, RouteBody } from "../../src/api/api-types.ts";
import type { Message } from "../../src/wire/entities.ts";
import type { RealChat } from "../support/real-chat.ts";

/**
 * A group, a space and what was said in them, with people of its own. Ada owns both; bob, whose clients look on, and cem
 * are members; dan is not.
 */
export type Scene = {
  readonly ada: Api;
  /** Bob on another device, without a client. */
  readonly bob: Api;
  readonly cem: Api;
  readonly server: Api;
  readonly ids: Record<Person, string>;
  readonly cid: string;
  readonly spaceId: string;
  /** A channel of the space that its members can read, and that nobody but ada is in. */
  readonly openCid: string;
  /** Ada's message with a reply of hers, in a thread that bob follows. */
  readonly root: Message;
  /** Ada's message, which mentions bob. */
  readonly mention: Message;
  /** Ada's poll, in which everybody may add options. */
  readonly poll: Message;
  /** Bob's message. */
  readonly own: Message;
  /** Sends a message and answers with it. */
  say(by: Api, more?: Partial<Saying>): Promise<Message>;
};

const people = ["ada", "bob", "cem", "dan"] as const;
type Person = (typeof people)[number];

export async function setScene(chat: RealChat, number: number): Promise<Scene> {
  const idOf = (name: Person) => `${name}-${number}`;
  const ids = { ada: idOf("ada"), bob: idOf("bob"), cem: idOf("cem"), dan: idOf("dan") };
  const server = await chat.api(null);
  const users = people.map((name) => ({ id: ids[name], name: `${name} ${number}` }));
  await server("users.upsertMany", { body: { users } });
  const [ada, bob, cem] = await Promise.all([
    chat.api(ids.ada),
    chat.api(ids.bob),
    chat.api(ids.cem),
  ]);
  const members = [ids.bob, ids.cem];
  const { channel } = await ada("channels.create", { body: { name: "Group", members } });
  const { cid } = channel;
  const { space } = await ada("spaces.create", { body: { name: "Space" } });
  const spaceId = space.id;
  const { invite } = await ada("spaces.createInvite", { params: { spaceId }, body: {} });
  for (const api of [bob, cem]) await api("invites.accept", { params: { code: invite.code } });
  const { channel: open } = await ada("spaces.createChannel", {
    params: { spaceId },
    body: { name: "open" },
  });
  const say: Scene["say"] = (by, more = {}) => said(by, { cid, ...more });
  const root = await say(ada, { text: "a question" });
  const own = await say(bob, { text: "bob's own" });
  await say(bob, { text: "a first answer", threadId: root.id });
  await say(ada, { text: "an answer", threadId: root.id });
  const mention = await say(ada, { text: "you", mentions: [ids.bob] });
  const options = ["here", "there"];
  const poll = await say(ada, {
    ...{ kind: "poll", text: "Where?" },
    poll: { question: "Where?", options, allowOptions: true },
  });
  return {
    ...{ ada, bob, cem, server, ids, cid, spaceId, openCid: open.cid },
    ...{ root, own, mention, poll, say },
  };
}

type Saying = Partial<RouteBody<"messages.send">> & { readonly cid: string };

async function said(by: Api, { cid, ...body }: Saying): Promise<Message> {
  const input = { clientId: randomUUID(), text: "hello", ...body };
  return (await by("messages.send", { params: { cid }, body: input })).message;
}
