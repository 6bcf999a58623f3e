import { expect } from "vitest";
import { until } from "../../support/events.ts";
import type { Case } from "../case.ts";

export const presenceCases: readonly Case[] = [
  {
    title: "a subscriber sees who is there",
    async run(at) {
      const channel = `room:${at.id}`;
      const { subscription } = await at.listen("ada", channel);
      await at.listen("bob", channel);
      await at.listen("bob", channel);
      const { clients } = await subscription.presence();
      const users = Object.values(clients).map(({ user }) => user);
      expect(users.toSorted()).toEqual(["ada", "bob", "bob"]);
      expect(await subscription.presenceStats()).toEqual({ numClients: 3, numUsers: 2 });
    },
  },
  {
    title: "a subscriber who asks for them hears joins and leaves",
    async run(at) {
      const channel = `room:${at.id}`;
      const ada = await at.client({ sub: "ada" });
      const subscription = ada.newSubscription(channel, { joinLeave: true });
      const log: string[] = [];
      subscription.on("join", ({ info }) => log.push(`+${info.user}`));
      subscription.on("leave", ({ info }) => log.push(`-${info.user}`));
      subscription.subscribe();
      ada.connect();
      await subscription.ready();
      const bob = await at.listen("bob", channel);
      await until(() => log.includes("+bob"));
      bob.client.disconnect();
      await until(() => log.includes("-bob"));
      expect(log).toEqual(["+ada", "+bob", "-bob"]);
    },
  },
  {
    title: "what a token says of its bearer is seen by others",
    async run(at) {
      const channel = `room:${at.id}`;
      const { subscription } = await at.listen("ada", channel);
      const bob = await at.client({ sub: "bob", info: { color: "red" } });
      const other = bob.newSubscription(channel);
      other.subscribe();
      bob.connect();
      await other.ready();
      const { clients } = await subscription.presence();
      const seen = Object.values(clients).find(({ user }) => user === "bob");
      expect(at.decode(seen?.connInfo)).toEqual({ color: "red" });
    },
  },
  {
    title: "streams without presence say so",
    async run(at) {
      const { subscription } = await at.listen("ada", `plain:${at.id}`);
      await expect(subscription.presence()).rejects.toMatchObject({ code: 108 });
      await expect(subscription.presenceStats()).rejects.toMatchObject({ code: 108 });
    },
  },
];
