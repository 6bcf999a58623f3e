import { createChatClient, type ChatClient, type ChatClientOptions } from "@natter/client";
import { createFakeClock, settlePromises, type FakeClock } from "./fake-clock.ts";
import { addMessage } from "./model-channel.ts";
import { createModelServer, type ModelServer } from "./model-server.ts";
import { createScriptedRealtime, type ScriptedRealtime } from "./scripted-realtime.ts";

/** A client between a server in memory and a realtime connection that does what the test says. */
export type ModelClient = {
  readonly client: ChatClient;
  readonly server: ModelServer;
  readonly realtime: ScriptedRealtime;
  readonly clock: FakeClock;
  /** Publications that were not handed on yet; by default they are handed on at once. */
  readonly held: unknown[];
  holding: boolean;
  readonly warnings: string[];
};

export const cid = "messaging:general";

export function createModelClient(
  options: Partial<ChatClientOptions> = {},
  server = createModelServer(),
): ModelClient {
  const realtime = createScriptedRealtime();
  const clock = createFakeClock(settlePromises);
  let ids = 0;
  const warnings: string[] = [];
  const client = createChatClient({
    endpoint: "http://model.test",
    appKey: "pk_test",
    getToken: () => Promise.resolve("ada"),
    fetch: server.fetch,
    openRealtime: realtime.open,
    clock,
    random: { number: () => 0.5, uuid: () => `client-id-${(ids += 1)}` },
    log: (level, sentence) => void (level === "warn" && warnings.push(sentence)),
    ...options,
  });
  const model: ModelClient = {
    client,
    server,
    realtime,
    clock,
    held: [],
    holding: false,
    warnings,
  };
  server.onPublish = (userIds, event) => {
    if (!userIds.includes("ada")) return;
    if (model.holding) model.held.push(event);
    else if (realtime.connected) realtime.feed(event);
  };
  return model;
}

/** A client that is online with one open channel. */
export async function openModelClient(
  messages = 0,
  options: Partial<ChatClientOptions> = {},
  server = createModelServer(),
): Promise<ModelClient> {
  const model = createModelClient(options, server);
  const channel = model.server.channel(cid);
  for (let at = 1; at <= messages; at += 1) addMessage(channel, "bob", { text: `m${at}` });
  model.client.connect();
  await model.clock.advance(0);
  await model.client.channel(cid).watch();
  await model.clock.advance(0);
  return model;
}
