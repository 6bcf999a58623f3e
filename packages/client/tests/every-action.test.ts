import { isDeepStrictEqual } from "node:util";
import { paths, type RouteName } from "@natter/contract/paths";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ChatClient } from "../src/chat-client.ts";
import { channelActions } from "./actions/channels.ts";
import type { Action, ChangingRoute } from "./actions/action.ts";
import { heldBy, lookOn } from "./actions/looking-on.ts";
import { messageActions } from "./actions/messages.ts";
import { peopleActions } from "./actions/people.ts";
import { setScene, type Scene } from "./actions/scene.ts";
import { untold } from "./actions/untold.ts";
import { startRealChat, until, type RealChat } from "./support/real-chat.ts";

let chat: RealChat;
let scenes = 0;

beforeAll(async () => {
  chat = await startRealChat(import.meta.url, ["nobody"]);
});
afterAll(() => chat.stop());

const told: Partial<Record<RouteName, Action>> = {
  ...messageActions,
  ...channelActions,
  ...peopleActions,
};

/** The compiler asks for every route that is no GET to be in one of the tables. */
const known: Record<ChangingRoute, unknown> = {
  ...messageActions,
  ...channelActions,
  ...peopleActions,
  ...untold,
};

test("[SYNC-1] every route that may change something is played here, or says why not", () => {
  const changing = Object.entries(paths).filter(([, path]) => !path.startsWith("GET "));
  expect(Object.keys(known).sort()).toEqual(changing.map(([name]) => name).sort());
  expect(Object.keys(told).filter((name) => name in untold)).toEqual([]);
});

test.each(Object.entries(told))(
  "[SYNC-1] %s: who heard of it live, and who came back to it, hold what a fresh fetch says",
  async (name, action) => {
    const scene = await setScene(chat, (scenes += 1));
    const live = await chat.client(scene.ids.bob);
    const away = await chat.client(scene.ids.bob);
    await Promise.all([lookOn(live, scene), lookOn(away, scene)]);
    const deed = await action(scene);
    const before = await freshFetch(scene);
    await expectHeld({ live, away }, before, scene);
    away.disconnect();
    await deed();
    const after = await expectSettled(scene);
    expect(after, "what is done shows in what a client holds").not.toEqual(before);
    away.connect();
    if (opensSpace.has(name)) {
      for (const client of [live, away]) await joined(client, scene);
    }
    await expectHeld({ live, away }, after, scene);
    for (const client of [live, away]) client.dispose();
  },
  60_000,
);

/** Whoever joins a space goes and looks at it: its channels are not loaded by themselves. */
const opensSpace: ReadonlySet<string> = new Set(["spaces.join", "invites.accept"]);

async function joined(client: ChatClient, { spaceId }: Scene): Promise<void> {
  await until(client, ({ spaces }) => spaces[spaceId]);
  await client.channels.loadInSpace(spaceId);
}

/** What somebody holds who connects now. */
async function freshFetch(scene: Scene): Promise<unknown> {
  const fresh = await chat.client(scene.ids.bob);
  await lookOn(fresh, scene);
  const held = heldBy(fresh, scene);
  fresh.dispose();
  return held;
}

/** The same twice in a row: what the server does afterwards (counting anew, taking names away) is done. */
async function expectSettled(scene: Scene): Promise<unknown> {
  let last = await freshFetch(scene);
  for (let tries = 0; tries < 20; tries += 1) {
    const next = await freshFetch(scene);
    if (isDeepStrictEqual(next, last)) return next;
    last = next;
  }
  throw new Error("What a fresh fetch says never came to rest.");
}

async function expectHeld(
  clients: Record<string, ChatClient>,
  wanted: unknown,
  scene: Scene,
): Promise<void> {
  for (const [name, client] of Object.entries(clients)) {
    const isEqual = () => isDeepStrictEqual(heldBy(client, scene), wanted);
    await until(client, isEqual, 5_000).catch(() => undefined); // what differs is told below
    expect(heldBy(client, scene), name).toEqual(wanted);
  }
}
