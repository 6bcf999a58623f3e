import type { ConnectedContext, DisconnectedContext } from "centrifuge";
import { expect } from "vitest";
import { nextEvent, until } from "../../support/events.ts";
import type { Case } from "../case.ts";
import { isWaitedFor, timing } from "../target.ts";

export const connectionCases: readonly Case[] = [
  {
    title: "a client with a good token connects",
    async run(at) {
      const client = await at.client({ sub: "ada" });
      const event = nextEvent<ConnectedContext>(client, "connected");
      client.connect();
      const { client: id, transport } = await event;
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect(transport).toBe(at.lane.transport);
    },
  },
  {
    title: "a client with a bad token is turned away for good",
    async run(at) {
      const client = await at.client({ sub: "ada" }, { token: "bad" });
      const event = nextEvent<DisconnectedContext>(client, "disconnected");
      client.connect();
      expect((await event).code).toBe(3500);
    },
  },
  {
    title: "a client without a token is turned away for good",
    async run(at) {
      const client = await at.client({ sub: "ada" }, { token: "" });
      const event = nextEvent<DisconnectedContext>(client, "disconnected");
      client.connect();
      expect((await event).code).toBe(3501);
    },
  },
  {
    title: "a client with an expired token fetches another one and connects",
    async run(at) {
      const fresh = await at.token({ sub: "ada" });
      const client = await at.client({ sub: "ada", exp: 1 }, { getToken: async () => fresh });
      client.connect();
      await client.ready();
      expect(client.state).toBe("connected");
    },
  },
  {
    title: "the server ends the sessions of a user with the code it likes",
    async run(at) {
      const client = await at.client({ sub: at.id });
      client.connect();
      await client.ready();
      const event = nextEvent<DisconnectedContext>(client, "disconnected");
      await at.api("disconnect", { user: at.id, disconnect: { code: 4500, reason: "enough" } });
      expect(await event).toMatchObject({ code: 4500, reason: "enough" });
    },
  },
  {
    title: "a session that is sent away with a reconnecting code comes back",
    async run(at) {
      const client = await at.client({ sub: at.id });
      client.connect();
      await client.ready();
      const event = nextEvent<{ code: number }>(client, "connecting");
      await at.api("disconnect", { user: at.id, disconnect: { code: 3011, reason: "again" } });
      expect((await event).code).toBe(3011);
      await client.ready();
    },
  },
  {
    title: "pings keep a client connected that answers them",
    lanes: isWaitedFor,
    async run(at) {
      const client = await at.client({ sub: "ada" }, { maxServerPingDelay: 1_000 });
      let connects = 0;
      client.on("connecting", () => (connects += 1));
      client.connect();
      await client.ready();
      const start = Date.now();
      await until(() => Date.now() - start > timing.pingMs + timing.pongMs + 200);
      expect(connects).toBe(1);
    },
  },
  {
    title: "calls that nobody handles are not available",
    async run(at) {
      const client = await at.client({ sub: "ada" });
      client.connect();
      await expect(client.rpc("any", at.encode({}))).rejects.toMatchObject({ code: 108 });
    },
  },
  {
    title: "a message that nobody takes ends the session",
    async run(at) {
      const client = await at.client({ sub: "ada" });
      client.connect();
      await client.ready();
      const event = nextEvent<DisconnectedContext>(client, "disconnected");
      await client.send(at.encode({}));
      expect((await event).code).toBe(3508);
    },
  },
];
