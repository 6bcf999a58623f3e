import type { Centrifuge, StreamPosition, SubscribedContext, Subscription } from "centrifuge";
import { expect } from "vitest";
import { nextEvent, until } from "../../support/events.ts";
import type { Case, CaseContext } from "../case.ts";

async function publish(at: CaseContext, channel: string, ...data: unknown[]): Promise<void> {
  for (const one of data) await at.api("publish", { channel, data: one });
}

/** Loses the connection, publishes meanwhile, and gives what the client is told on its return. */
async function miss(
  at: CaseContext,
  { client, subscription }: { client: Centrifuge; subscription: Subscription },
  ...data: unknown[]
): Promise<SubscribedContext> {
  client.disconnect();
  await publish(at, subscription.channel, ...data);
  const event = nextEvent<SubscribedContext>(subscription, "subscribed");
  client.connect();
  return event;
}

export const recoveryCases: readonly Case[] = [
  {
    title: "what a client missed comes when it returns, in order and once",
    async run(at) {
      const channel = `history:${at.id}`;
      const ada = await at.listen("ada", channel);
      await publish(at, channel, 1);
      await until(() => ada.heard.length === 1);
      expect(await miss(at, ada, 2, 3, 4)).toMatchObject({
        wasRecovering: true,
        recovered: true,
        recoverable: true,
        positioned: true,
      });
      await publish(at, channel, 5);
      await until(() => ada.heard.length === 5);
      expect(ada.heard).toEqual([1, 2, 3, 4, 5]);
    },
  },
  {
    title: "who missed nothing has recovered",
    async run(at) {
      const ada = await at.listen("ada", `history:${at.id}`);
      expect(await miss(at, ada)).toMatchObject({ wasRecovering: true, recovered: true });
    },
  },
  {
    title: "who missed more than is kept is told, and gets nothing of it",
    async run(at) {
      const ada = await at.listen("ada", `short:${at.id}`);
      expect(await miss(at, ada, 1, 2, 3, 4)).toMatchObject({
        wasRecovering: true,
        recovered: false,
        streamPosition: { offset: 4 },
      });
      expect(ada.heard).toEqual([]);
    },
  },
  {
    title: "exactly as many as are kept can be missed",
    async run(at) {
      const ada = await at.listen("ada", `short:${at.id}`);
      expect(await miss(at, ada, 1, 2, 3)).toMatchObject({ recovered: true });
      await until(() => ada.heard.length === 3);
      expect(ada.heard).toEqual([1, 2, 3]);
    },
  },
  {
    title: "a position of another epoch is not recovered",
    async run(at) {
      const channel = `history:${at.id}`;
      await publish(at, channel, 1);
      const client = await at.client({ sub: "ada" });
      const subscription = client.newSubscription(channel, { since: { offset: 1, epoch: "old" } });
      const event = nextEvent<SubscribedContext>(subscription, "subscribed");
      subscription.subscribe();
      client.connect();
      expect(await event).toMatchObject({ wasRecovering: true, recovered: false });
    },
  },
  {
    title: "the first subscription of a client recovers from the position it is given",
    async run(at) {
      const channel = `history:${at.id}`;
      const { epoch } = await at.api<StreamPosition>("publish", { channel, data: 1 });
      await publish(at, channel, 2);
      const { heard } = await at.listen("ada", channel, { since: { offset: 1, epoch } });
      await until(() => heard.length === 1);
      expect(heard).toEqual([2]);
    },
  },
  {
    title: "a cache stream brings its newest publication to who returns",
    async run(at) {
      const ada = await at.listen("ada", `cache:${at.id}`);
      expect((await miss(at, ada, 1, 2, 3)).recovered).toBe(true);
      await until(() => ada.heard.length === 1);
      expect(ada.heard).toEqual([3]);
    },
  },
  {
    title: "what skips history is heard but cannot be recovered",
    async run(at) {
      const channel = `history:${at.id}`;
      const ada = await at.listen("ada", channel);
      await at.api("publish", { channel, data: "hint", skip_history: true });
      await until(() => ada.heard.length === 1);
      expect(await miss(at, ada)).toMatchObject({ recovered: true });
      const { offset } = await ada.subscription.history({ limit: 0 });
      expect(offset).toBe(0);
    },
  },
  {
    title: "history comes in pages, from either end and from any position",
    async run(at) {
      const channel = `history:${at.id}`;
      const { subscription } = await at.listen("ada", channel);
      await publish(at, channel, 1, 2, 3, 4, 5);
      const page = async (options: object): Promise<unknown[]> =>
        (await subscription.history({ limit: -1, ...options })).publications.map(({ data }) =>
          at.decode(data),
        );
      const { offset, epoch } = await subscription.history({ limit: 0 });
      expect(offset).toBe(5);
      expect(await page({})).toEqual([1, 2, 3, 4, 5]);
      expect(await page({ limit: 2 })).toEqual([1, 2]);
      expect(await page({ limit: 2, since: { offset: 2, epoch } })).toEqual([3, 4]);
      expect(await page({ limit: 2, reverse: true })).toEqual([5, 4]);
      expect(await page({ reverse: true, since: { offset: 3, epoch } })).toEqual([2, 1]);
      expect(await page({ since: { offset: 5, epoch } })).toEqual([]);
      await expect(page({ since: { offset: 1, epoch: "old" } })).rejects.toMatchObject({
        code: 112,
      });
    },
  },
  {
    title: "streams without history say so",
    async run(at) {
      const { subscription } = await at.listen("ada", `plain:${at.id}`);
      await expect(subscription.history({ limit: 1 })).rejects.toMatchObject({ code: 108 });
    },
  },
  {
    title: "a client that loads its own state subscribes from there",
    async run(at) {
      const channel = `history:${at.id}`;
      await publish(at, channel, 1);
      const { offset, epoch } = await at.api<StreamPosition>("history", { channel });
      await publish(at, channel, 2);
      const { heard } = await at.listen("ada", channel, {
        getState: async () => ({ offset, epoch }),
      });
      await until(() => heard.length === 1);
      expect(heard).toEqual([2]);
    },
  },
  {
    title: "a client whose position is gone loads its own state again",
    differs: { reference: "the library answers such a request with error 112 only after 0.38.0" },
    async run(at) {
      const channel = `short:${at.id}`;
      let loads = 0;
      const ada = await at.listen("ada", channel, {
        async getState() {
          loads += 1;
          const { offset, epoch } = await at.api<StreamPosition>("history", { channel });
          return { offset, epoch };
        },
      });
      await miss(at, ada, 1, 2, 3, 4);
      expect(loads).toBe(2);
      await publish(at, channel, 5);
      await until(() => ada.heard.includes(5));
    },
  },
];
