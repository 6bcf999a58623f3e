import { createChatClient, type Channel, type ChatClient, type Message } from "@natter/client";
import {
  addMessage,
  deleteMessage,
  editMessage,
  modelUser,
  reactTo,
  type ModelChannel,
} from "../model/model-channel.ts";
import { createModelServer, type ModelServer } from "../model/model-server.ts";
import { createScriptedRealtime, type ScriptedRealtime } from "../model/scripted-realtime.ts";
import { createStoryAnswers, type StoryAnswers } from "./story-answers.ts";
import { createStoryClock, type StoryClock } from "./story-clock.ts";
import { defaultPeople, withNames, type StoryPeople } from "./story-people.ts";
import { sentenceOf } from "./story-sentences.ts";

/** When every story happens: Monday, 5 January 2026, 10:00 UTC. */
export const storyTime = Date.parse("2026-01-05T10:00:00.000Z");

export type StoryChannel = {
  /** `messaging:general` when not said. */
  readonly cid?: string;
  readonly members?: readonly string[];
  /** How many messages are there already, by the members in turn, a minute apart; or what they say. */
  readonly messages?: number | readonly StoryMessage[];
  /** How far the viewer has read; everything, when not said. */
  readonly readSeq?: number;
  /** Any field of the channel as the viewer sees it. */
  readonly shown?: { readonly [Field in keyof Channel]?: unknown };
};

/** Any field of a message that is to be otherwise. */
type MessageFields = { readonly [Field in Exclude<keyof Message, "cid" | "text">]?: unknown };

export type StoryMessage = MessageFields & {
  readonly by: string;
  readonly text: string;
  /** How many minutes before the story begins. */
  readonly minutesAgo?: number;
};

/** A chat in memory: the real client, a server without a network, and a hand on everything that happens. */
export type StoryChat = StoryAnswers & {
  readonly client: ChatClient;
  readonly server: ModelServer;
  readonly realtime: ScriptedRealtime;
  readonly clock: StoryClock;
  readonly people: StoryPeople;
  /** The channel that `channel` made first, and that everything below means when none is named. */
  readonly cid: string;
  channel(channel?: StoryChannel): ModelChannel;
  /** Somebody writes, and everybody hears of it. */
  write(by: string, text: string, more?: WriteOptions): Message;
  edit(messageId: string, text: string): void;
  remove(messageId: string): void;
  react(messageId: string, by: string, emoji: string, add?: boolean): void;
  /** Somebody types, or stops. */
  type(by: string, state?: "start" | "stop", cid?: string): void;
  /** Something else that is said on a channel's line of signals. */
  signal(signal: { readonly type: string; readonly [field: string]: unknown }, cid?: string): void;
  /** Nothing arrives any more, in neither direction. */
  goOffline(): void;
  goOnline(): void;
  dispose(): void;
};

export type WriteOptions = MessageFields & { readonly cid?: string };

const minute = 60_000;

/** Makes a chat for one story, as one person (`ada`) sees it. Several on one page know nothing of each other. */
export function createStoryChat({ viewerId = "ada" } = {}): StoryChat {
  const clock = createStoryClock(storyTime);
  const server = createModelServer();
  const realtime = createScriptedRealtime();
  const people: StoryPeople = new Map(
    Object.entries(defaultPeople).map(([id, name]) => [id, { name, image: null }]),
  );
  let offline = false;
  let first: string | null = null;
  let ids = 0;
  const client = createChatClient({
    endpoint: "https://chat.example.com",
    appKey: "pk_story",
    getToken: () => Promise.resolve(viewerId),
    fetch: async (input, init) => named(await server.fetch(input, init), people),
    openRealtime: realtime.open,
    clock,
    random: {
      number: () => 0.5,
      uuid: () => `00000000-0000-7000-9000-${String((ids += 1)).padStart(12, "0")}`,
    },
    network: { onBack: () => () => {} },
  });
  server.onPublish = (userIds, event) => {
    if (userIds.includes(viewerId) && realtime.connected) realtime.feed(withNames(event, people));
  };
  const find = (cid = chat.cid) => server.channel(cid);
  const holding = (messageId: string) => {
    const all = [...server.channels.values()];
    const channel = all.find(({ messages }) => messages.some(({ id }) => id === messageId));
    if (channel === undefined) throw new Error(`No channel of the story has message ${messageId}.`);
    return channel;
  };

  const chat: StoryChat = {
    ...createStoryAnswers(server, () => offline),
    ...{ client, server, realtime, clock, people },
    get cid() {
      return first ?? "messaging:general";
    },
    channel(given = {}) {
      const { cid = "messaging:general", members = ["ada", "bob", "cleo"], shown = {} } = given;
      const channel = server.channel(cid, members);
      first ??= cid;
      channel.shown = { ...channel.shown, ...shown };
      fill(channel, given.messages ?? 0, members);
      const reading = channel.members.get(viewerId);
      if (reading)
        channel.members.set(viewerId, {
          ...reading,
          seq: given.readSeq ?? channel.messages.length,
        });
      server.publish();
      return channel;
    },
    write(by, text, { cid, ...more } = {}) {
      const channel = find(cid);
      const message = put(channel, { by, text, ...more });
      server.publish();
      return message;
    },
    edit(messageId, text) {
      editMessage(holding(messageId), messageId, text);
      server.publish();
    },
    remove(messageId) {
      deleteMessage(holding(messageId), messageId);
      server.publish();
    },
    react(messageId, by, emoji, add = true) {
      reactTo(holding(messageId), messageId, by, emoji, add);
      server.publish();
    },
    type(by, state = "start", cid = chat.cid) {
      const expiresAt = new Date(clock.now().getTime() + 6_000).toISOString();
      chat.signal({ type: `typing.${state}`, cid, user: modelUser(by), expiresAt }, cid);
    },
    signal(signal, cid = chat.cid) {
      realtime.publish(`ev:test.${cid}`, withNames(signal, people));
    },
    goOffline() {
      offline = true;
      realtime.automatic = false;
      realtime.goOffline();
    },
    goOnline() {
      offline = false;
      realtime.automatic = true;
      realtime.goOnline("lost");
    },
    dispose() {
      client.dispose();
      clock.stop();
    },
  };
  return chat;

  function put(
    channel: ModelChannel,
    { by, text, minutesAgo = 0, ...more }: StoryMessage,
  ): Message {
    channel.stamp = () => new Date(clock.now().getTime() - minutesAgo * minute).toISOString();
    const message = addMessage(channel, by, { text });
    channel.stamp = () => clock.now().toISOString();
    return Object.assign(message, more) as unknown as Message;
  }

  function fill(
    channel: ModelChannel,
    messages: number | readonly StoryMessage[],
    members: readonly string[],
  ): void {
    if (typeof messages === "number") {
      for (let at = 0; at < messages; at += 1) {
        const by = members[Math.floor(at / 2) % members.length] ?? viewerId;
        put(channel, { by, text: sentenceOf(at), minutesAgo: messages - at });
      }
    } else for (const message of messages) put(channel, message);
  }
}

async function named(response: Response, people: StoryPeople): Promise<Response> {
  if (response.status === 204) return response;
  const { status, headers } = response;
  return Response.json(withNames(await response.json(), people), { status, headers });
}
