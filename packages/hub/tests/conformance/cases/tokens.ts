import { expect } from "vitest";
import { nextEvent, until } from "../../support/events.ts";
import type { Case } from "../case.ts";
import { isWaitedFor } from "../target.ts";

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

export const tokenCases: readonly Case[] = [
  {
    title: "a client renews its token without losing the connection",
    lanes: isWaitedFor,
    async run(at) {
      let renewals = 0;
      const client = await at.client(
        { sub: "ada", exp: inSeconds(2) },
        {
          getToken: async () => {
            renewals += 1;
            return at.token({ sub: "ada", exp: inSeconds(3600) });
          },
        },
      );
      let connects = 0;
      client.on("connected", () => (connects += 1));
      client.connect();
      await until(() => renewals === 1);
      await expect(client.rpc("any", at.encode(1))).rejects.toMatchObject({ code: 108 });
      expect(connects).toBe(1);
    },
  },
  {
    title: "a client that renews with another user's token is turned away",
    lanes: isWaitedFor,
    async run(at) {
      // Whose first token ran out before it was taken is no one yet, and may still come as anybody.
      let isConnected = false;
      const ada = () => ({ sub: "ada", exp: inSeconds(2) });
      const bob = () => ({ sub: "bob", exp: inSeconds(3600) });
      const client = await at.client(ada(), {
        getToken: () => at.token(isConnected ? bob() : ada()),
      });
      client.on("connected", () => (isConnected = true));
      const event = nextEvent<{ code: number }>(client, "disconnected");
      client.connect();
      expect((await event).code).toBe(3500);
    },
  },
  {
    title: "a subscription renews its token without losing the stream",
    lanes: isWaitedFor,
    async run(at) {
      const channel = `closed:${at.id}`;
      let renewals = 0;
      const { subscription, heard } = await at.listen("ada", channel, {
        token: await at.token({ sub: "ada", channel, exp: inSeconds(2) }),
        getToken: async () => {
          renewals += 1;
          return at.token({ sub: "ada", channel, exp: inSeconds(3600) });
        },
      });
      let losses = 0;
      subscription.on("subscribing", () => (losses += 1));
      await until(() => renewals === 1);
      await at.api("publish", { channel, data: 1 });
      await until(() => heard.length === 1);
      expect(losses).toBe(0);
    },
  },
  {
    title: "a subscription whose token has expired fetches another one",
    async run(at) {
      const channel = `closed:${at.id}`;
      const { subscription } = await at.listen("ada", channel, {
        token: await at.token({ sub: "ada", channel, exp: 1 }),
        getToken: () => at.token({ sub: "ada", channel }),
      });
      expect(subscription.state).toBe("subscribed");
    },
  },
];
