import { expect } from "vitest";
import type { RawClient } from "../../support/raw-client.ts";
import type { Case, CaseContext, Claims } from "../case.ts";
import type { Lane } from "../target.ts";

/** What no official client would say: on a bare socket, in JSON. */
const lanes = ({ transport, protocol }: Lane): boolean =>
  transport === "websocket" && protocol === "json";

async function connect(at: CaseContext, claims: Claims = { sub: "ada" }): Promise<RawClient> {
  const raw = await at.raw();
  raw.send({ id: 1, connect: { token: await at.token(claims) } });
  expect(await raw.next()).toMatchObject({ id: 1, connect: { pong: true } });
  return raw;
}

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

function badFrame(what: string, frame: string): Case {
  return {
    title: `${what} ends the session with 3501`,
    lanes,
    run: async (at) => expectBadRequest(await connect(at), frame),
  };
}

async function expectBadRequest(raw: RawClient, frame: string): Promise<void> {
  raw.socket.send(frame);
  // oxlint-disable-next-line vitest/no-standalone-expect -- it runs inside a case
  expect((await raw.closed).code).toBe(3501);
}

export const wireCases: readonly Case[] = [
  badFrame("text that is no JSON", "hello"),
  badFrame("an empty frame", ""),
  badFrame("a command without a method", `{"id":2}`),
  badFrame("a second connect", `{"id":2,"connect":{}}`),
  {
    title: "anything before connect ends the connection with 3501",
    lanes,
    async run(at) {
      const raw = await at.raw();
      raw.send({ id: 1, subscribe: { channel: `plain:${at.id}` } });
      expect((await raw.closed).code).toBe(3501);
    },
  },
  {
    title: "a connection that says nothing is closed as stale",
    lanes,
    async run(at) {
      const raw = await at.raw();
      expect(await raw.closed).toEqual({ code: 3502, reason: "stale" });
    },
  },
  {
    title: "a client that answers no ping is closed and may come back",
    lanes,
    async run(at) {
      const raw = await connect(at);
      expect(await raw.closed).toEqual({ code: 3012, reason: "no pong" });
    },
  },
  {
    title: "a session whose token has expired is closed and may come back",
    lanes,
    async run(at) {
      const raw = await connect(at, { sub: "ada", exp: inSeconds(2) });
      raw.socket.on("message", (data) => {
        if (String(data).trim() === "{}") raw.send({});
      });
      expect(await raw.closed).toEqual({ code: 3005, reason: "connection expired" });
    },
  },
  {
    title: "a subscription whose token has expired ends and may be made again",
    lanes,
    async run(at) {
      const channel = `closed:${at.id}`;
      const raw = await connect(at);
      raw.socket.on("message", (data) => {
        if (String(data).trim() === "{}") raw.send({});
      });
      const token = await at.token({ sub: "ada", channel, exp: inSeconds(2) });
      raw.send({ id: 2, subscribe: { channel, token } });
      expect(await raw.next()).toMatchObject({ id: 2, subscribe: { expires: true } });
      expect(await raw.next()).toMatchObject({ push: { channel, unsubscribe: { code: 2501 } } });
    },
  },
  {
    title: "several commands in one frame are answered one by one, in order",
    lanes,
    async run(at) {
      const raw = await at.raw();
      const channel = `history:${at.id}`;
      raw.send(
        { id: 1, connect: { token: await at.token({ sub: "ada" }) } },
        { id: 2, subscribe: { channel } },
        { id: 3, history: { channel } },
        { id: 4, unsubscribe: { channel } },
        { id: 5, subscribe: { channel } },
        { id: 6, subscribe: { channel } },
      );
      for (const id of [1, 2, 3, 4, 5]) expect(await raw.next()).toMatchObject({ id });
      expect(await raw.next()).toEqual({
        id: 6,
        error: { code: 105, message: "already subscribed" },
      });
    },
  },
  {
    title: "the reply to a subscription comes before what is published to it",
    lanes,
    async run(at) {
      const channel = `history:${at.id}`;
      const raw = await connect(at);
      const publishing = Array.from({ length: 30 }, (_, data) =>
        at.api("publish", { channel, data }),
      );
      raw.send({ id: 2, subscribe: { channel } });
      const { subscribe } = (await raw.next()) as { subscribe: { offset?: number } };
      await Promise.all(publishing);
      for (let offset = (subscribe.offset ?? 0) + 1; offset <= 30; offset += 1) {
        expect(await raw.next()).toMatchObject({ push: { channel, pub: { offset } } });
      }
    },
  },
];
