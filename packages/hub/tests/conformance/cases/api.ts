import { expect } from "vitest";
import { until } from "../../support/events.ts";
import type { Case } from "../case.ts";
import type { Lane } from "../target.ts";

/** The server API is the same whatever the clients speak: once is enough. */
const lanes = ({ transport, protocol }: Lane): boolean =>
  transport === "websocket" && protocol === "json";

/** The library that the reference stands on has no server API of its own. */
const differs = { reference: "the server API is not the library's" };

type Position = { offset: number; epoch: string };

export const apiCases: readonly Case[] = [
  {
    title: "publish answers with the position, and repeats nothing under one key",
    lanes,
    differs,
    async run(at) {
      const channel = `history:${at.id}`;
      const first = await at.api<Position>("publish", { channel, data: 1, idempotency_key: "k" });
      expect(first.offset).toBe(1);
      const again = await at.api("publish", { channel, data: 2, idempotency_key: "k" });
      expect(again).toEqual(first);
      const page = await at.api("history", { channel, limit: -1 });
      expect(page).toMatchObject({ ...first, publications: [{ data: 1, offset: 1 }] });
    },
  },
  {
    title: "broadcast answers for each stream",
    lanes,
    differs,
    async run(at) {
      const channels = [`history:${at.id}`, `nothing:${at.id}`];
      const { responses } = await at.api<{ responses: object[] }>("broadcast", {
        channels,
        data: 1,
      });
      expect(responses).toMatchObject([{ result: { offset: 1 } }, { error: { code: 102 } }]);
    },
  },
  {
    title: "a batch answers each command in its place",
    lanes,
    differs,
    async run(at) {
      const channel = `history:${at.id}`;
      const commands = [
        { publish: { channel, data: 1 } },
        { publish: { channel: `nothing:${at.id}`, data: 1 } },
        { history: { channel, limit: 1 } },
      ];
      const { replies } = await at.api<{ replies: object[] }>("batch", { commands });
      expect(replies).toMatchObject([
        { publish: { offset: 1 } },
        { error: { code: 102 } },
        { history: { publications: [{ data: 1 }] } },
      ]);
    },
  },
  {
    title: "presence, and how many there are, can be asked for",
    lanes,
    differs,
    async run(at) {
      const channel = `room:${at.id}`;
      await at.listen("ada", channel);
      const { presence } = await at.api<{ presence: Record<string, { user: string }> }>(
        "presence",
        {
          channel,
        },
      );
      expect(Object.values(presence).map(({ user }) => user)).toEqual(["ada"]);
      expect(await at.api("presence_stats", { channel })).toEqual({ num_clients: 1, num_users: 1 });
    },
  },
  {
    title: "what is asked of streams that do not have it is not available",
    lanes,
    differs,
    async run(at) {
      const channel = `plain:${at.id}`;
      await expect(at.api("history", { channel })).rejects.toMatchObject({ code: 108 });
      await expect(at.api("presence", { channel })).rejects.toMatchObject({ code: 108 });
    },
  },
  {
    title: "removing history keeps the position",
    lanes,
    differs,
    async run(at) {
      const channel = `history:${at.id}`;
      const { epoch } = await at.api<Position>("publish", { channel, data: 1 });
      await at.api("history_remove", { channel });
      const page = await at.api("history", { channel, limit: -1 });
      expect(page).toMatchObject({ offset: 1, epoch });
      expect(page["publications"] ?? []).toEqual([]);
    },
  },
  {
    title: "the streams that are in use are listed by pattern",
    lanes,
    differs: { ...differs, processes: "each process lists its own" },
    async run(at) {
      await at.listen("ada", `plain:${at.id}-a`);
      await at.listen("ada", `plain:${at.id}-b`);
      const { channels } = await at.api<{ channels: object }>("channels", {
        pattern: `plain:${at.id}-*`,
      });
      expect(channels).toEqual({
        [`plain:${at.id}-a`]: { num_clients: 1 },
        [`plain:${at.id}-b`]: { num_clients: 1 },
      });
    },
  },
  {
    title: "an expired user is closed and may come back",
    lanes,
    differs,
    async run(at) {
      const { client } = await at.listen(at.id, `plain:${at.id}`);
      const codes: number[] = [];
      client.on("connecting", ({ code }) => codes.push(code));
      await at.api("refresh", { user: at.id, expired: true });
      await until(() => codes.length === 1);
      expect(codes).toEqual([3005]);
    },
  },
];
