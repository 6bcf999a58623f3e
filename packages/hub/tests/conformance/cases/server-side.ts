import type {
  Centrifuge,
  ServerPublicationContext,
  ServerSubscribedContext,
  ServerUnsubscribedContext,
} from "centrifuge";
import { expect } from "vitest";
import { nextEvent, until } from "../../support/events.ts";
import type { Case, CaseContext } from "../case.ts";

async function connectWith(
  at: CaseContext,
  channels: string[],
): Promise<{ client: Centrifuge; heard: unknown[] }> {
  const client = await at.client({ sub: at.id, channels });
  const heard: unknown[] = [];
  client.on("publication", ({ data }: ServerPublicationContext) => heard.push(at.decode(data)));
  client.connect();
  await client.ready();
  return { client, heard };
}

export const serverSideCases: readonly Case[] = [
  {
    title: "streams named by the connection token deliver from the start",
    async run(at) {
      const { heard } = await connectWith(at, [`history:${at.id}`]);
      await at.api("publish", { channel: `history:${at.id}`, data: 1 });
      await until(() => heard.length === 1);
      expect(heard).toEqual([1]);
    },
  },
  {
    title: "they recover after the connection was lost",
    async run(at) {
      const channel = `history:${at.id}`;
      const { client, heard } = await connectWith(at, [channel]);
      await at.api("publish", { channel, data: 1 });
      await until(() => heard.length === 1);
      client.disconnect();
      await at.api("publish", { channel, data: 2 });
      const event = nextEvent<ServerSubscribedContext>(client, "subscribed");
      client.connect();
      expect(await event).toMatchObject({ channel, wasRecovering: true, recovered: true });
      await until(() => heard.length === 2);
      expect(heard).toEqual([1, 2]);
    },
  },
  {
    title: "they say so when they cannot recover",
    async run(at) {
      const channel = `short:${at.id}`;
      const { client } = await connectWith(at, [channel]);
      client.disconnect();
      for (const data of [1, 2, 3, 4]) await at.api("publish", { channel, data });
      const event = nextEvent<ServerSubscribedContext>(client, "subscribed");
      client.connect();
      expect(await event).toMatchObject({ wasRecovering: true, recovered: false });
    },
  },
  {
    title: "the server adds a stream to a connected user, and takes it away",
    async run(at) {
      const channel = `history:${at.id}`;
      const { client, heard } = await connectWith(at, []);
      const added = nextEvent<ServerSubscribedContext>(client, "subscribed");
      await at.api("subscribe", { user: at.id, channel });
      expect(await added).toMatchObject({ channel, recoverable: true });
      await at.api("publish", { channel, data: 1 });
      await until(() => heard.length === 1);
      const gone = nextEvent<ServerUnsubscribedContext>(client, "unsubscribed");
      await at.api("unsubscribe", { user: at.id, channel });
      expect((await gone).channel).toBe(channel);
    },
  },
  {
    title: "the server ends a subscription that the client made",
    async run(at) {
      const channel = `plain:${at.id}`;
      const { subscription } = await at.listen(at.id, channel);
      const event = nextEvent<{ code: number }>(subscription, "unsubscribed");
      await at.api("unsubscribe", { user: at.id, channel });
      expect((await event).code).toBe(2000);
    },
  },
  {
    title: "a client cannot subscribe to a stream that it has from the server",
    async run(at) {
      const channel = `plain:${at.id}`;
      const { client } = await connectWith(at, [channel]);
      const subscription = client.newSubscription(channel);
      const event = nextEvent<{ code: number }>(subscription, "unsubscribed");
      subscription.subscribe();
      expect((await event).code).toBe(105);
    },
  },
];
