import type { UnsubscribedContext } from "centrifuge";
import { expect } from "vitest";
import { nextEvent, until } from "../../support/events.ts";
import type { Case } from "../case.ts";

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

export const subscriptionCases: readonly Case[] = [
  {
    title: "publications arrive in order and as they were published",
    async run(at) {
      const { heard } = await at.listen("ada", `plain:${at.id}`);
      for (const n of numbers(20)) {
        await at.api("publish", { channel: `plain:${at.id}`, data: { n, text: "zażółć 🦊" } });
      }
      await until(() => heard.length === 20);
      expect(heard).toEqual(numbers(20).map((n) => ({ n, text: "zażółć 🦊" })));
    },
  },
  {
    title: "two clients of a stream hear the same, one that left hears nothing",
    async run(at) {
      const channel = `plain:${at.id}`;
      const [ada, bob, eve] = await Promise.all(
        ["a", "b", "c"].map((user) => at.listen(user, channel)),
      );
      eve?.subscription.unsubscribe();
      await at.api("publish", { channel, data: 1 });
      await until(() => ada?.heard.length === 1 && bob?.heard.length === 1);
      expect([ada?.heard, bob?.heard, eve?.heard]).toEqual([[1], [1], []]);
    },
  },
  {
    title: "tags travel with a publication",
    async run(at) {
      const { subscription } = await at.listen("ada", `plain:${at.id}`);
      const event = nextEvent<{ tags: unknown }>(subscription, "publication");
      await at.api("publish", { channel: `plain:${at.id}`, data: 1, tags: { kind: "note" } });
      expect((await event).tags).toEqual({ kind: "note" });
    },
  },
  {
    title: "a namespace that does not exist is unknown",
    async run(at) {
      const client = await at.client({ sub: "ada" });
      const subscription = client.newSubscription(`nothing:${at.id}`);
      const event = nextEvent<UnsubscribedContext>(subscription, "unsubscribed");
      subscription.subscribe();
      client.connect();
      expect((await event).code).toBe(102);
    },
  },
  {
    title: "a part of a stream that is offered only whole is refused",
    async run(at) {
      const client = await at.client({ sub: "ada" });
      const tagsFilter = { key: "kind", cmp: "eq", val: "note" } as const;
      const subscription = client.newSubscription(`plain:${at.id}`, { tagsFilter });
      const event = nextEvent<UnsubscribedContext>(subscription, "unsubscribed");
      subscription.subscribe();
      client.connect();
      expect((await event).code).toBe(107);
    },
  },
  {
    title: "a stream that takes a token refuses those without one",
    async run(at) {
      const client = await at.client({ sub: "ada" });
      const subscription = client.newSubscription(`closed:${at.id}`);
      const event = nextEvent<UnsubscribedContext>(subscription, "unsubscribed");
      subscription.subscribe();
      client.connect();
      expect((await event).code).toBe(103);
    },
  },
  {
    title: "a subscription token opens the stream it names",
    async run(at) {
      const channel = `closed:${at.id}`;
      const token = await at.token({ sub: "ada", channel });
      const { heard } = await at.listen("ada", channel, { token });
      await at.api("publish", { channel, data: "in" });
      await until(() => heard.length === 1);
      expect(heard).toEqual(["in"]);
    },
  },
  {
    title: "another stream's token ends the session",
    async run(at) {
      const token = await at.token({ sub: "ada", channel: "closed:other" });
      const client = await at.client({ sub: "ada" });
      const event = nextEvent<{ code: number }>(client, "disconnected");
      client.newSubscription(`closed:${at.id}`, { token }).subscribe();
      client.connect();
      expect((await event).code).toBe(3500);
    },
  },
  {
    title: "a publisher hears itself, with its name on the publication",
    async run(at) {
      const { subscription } = await at.listen("ada", `chatty:${at.id}`);
      const event = nextEvent<{ data: unknown; info: { user: string } }>(
        subscription,
        "publication",
      );
      await subscription.publish(at.encode({ text: "hi" }));
      const { data, info } = await event;
      expect(at.decode(data)).toEqual({ text: "hi" });
      expect(info.user).toBe("ada");
    },
  },
  {
    title: "who may not publish is told so",
    async run(at) {
      const { subscription } = await at.listen("ada", `plain:${at.id}`);
      await expect(subscription.publish(at.encode(1))).rejects.toMatchObject({ code: 103 });
    },
  },
  {
    title: "a client may have many streams at once",
    async run(at) {
      const client = await at.client({ sub: "ada" });
      const heard = new Set<string>();
      const channels = numbers(100).map((n) => `plain:${at.id}-${n}`);
      for (const channel of channels) {
        const subscription = client.newSubscription(channel);
        subscription.on("publication", (context) => heard.add(context.channel));
        subscription.subscribe();
      }
      client.connect();
      await Promise.all(channels.map((channel) => client.getSubscription(channel)?.ready()));
      await at.api("broadcast", { channels, data: 1 });
      await until(() => heard.size === 100);
      expect([...heard].toSorted()).toEqual(channels.toSorted());
    },
  },
  {
    title: "a client with too many streams is refused the next one",
    async run(at) {
      const client = await at.client({ sub: "ada" });
      const subscriptions = numbers(129).map((n) => client.newSubscription(`plain:${at.id}-${n}`));
      const refused = subscriptions.map((one) =>
        nextEvent<UnsubscribedContext>(one, "unsubscribed"),
      );
      for (const one of subscriptions) one.subscribe();
      client.connect();
      expect((await Promise.race(refused)).code).toBe(106);
    },
  },
];
