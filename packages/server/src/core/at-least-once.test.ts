import type { AppId } from "@natter/contract";
import { pino } from "pino";
import { expect, test } from "vitest";
import type { Database } from "../adapters/database/port.ts";
import type { CommittedEvent } from "./event-log.ts";
import { createRelay, type PublishedEvent, type Relay } from "./relay.ts";
import type { StreamKey } from "./streams.ts";

const appId = "demo" as AppId;
const streams: readonly StreamKey[] = ["chat:messaging:one", "chat:messaging:two", "user:ada"];

/** What outlives a process: the outbox, and what was heard at the door. */
function createHouse() {
  const outbox = new Map<string, CommittedEvent>();
  const heard = new Map<StreamKey, number[]>();
  const committed = new Map<StreamKey, number>();
  let isShut = false;
  const placeOf = ({ stream, seq }: { stream: StreamKey; seq: number }) => `${stream} ${seq}`;
  const pending = () => [...outbox.values()].toSorted((one, other) => one.seq - other.seq);

  /** Starts a process. Nothing that a process which died still does reaches the house. */
  function startProcess(): { relay: Relay; die(): void } {
    let isDead = false;
    const relay = createRelay({
      database: undefined as unknown as Database, // the parts below stand for it
      log: pino({ level: "silent" }),
      view: async (events) => events.map(() => ({}) as PublishedEvent["event"]), // passed on unread
      publish({ stream, seq }) {
        if (isDead || isShut) throw new Error("Nobody opens.");
        heard.set(stream, [...(heard.get(stream) ?? []), seq]);
      },
      async settle(_app, events) {
        if (isDead) throw new Error("This process has died.");
        for (const event of events) outbox.delete(placeOf(event));
      },
      leftBehind: async () => pending(),
      firstPending: async (_app, stream) =>
        pending().find((event) => event.stream === stream)?.seq ?? null,
      sweepEveryMs: 15,
    });
    return { relay, die: () => (isDead = true) };
  }

  function commit(stream: StreamKey): CommittedEvent {
    const seq = (committed.get(stream) ?? 0) + 1;
    committed.set(stream, seq);
    const event: CommittedEvent = {
      ...{ appId, stream, seq, epoch: "e", at: new Date(0) },
      ...{ type: "message.new", data: {}, payload: {} },
    };
    outbox.set(placeOf(event), event);
    return event;
  }

  return {
    ...{ outbox, heard, committed, startProcess, commit },
    shut: (shut: boolean) => (isShut = shut),
  };
}

test("[RT-1, RT-2] however often processes die and the door is shut, each committed event is heard", async () => {
  const house = createHouse();
  let running = house.startProcess();
  await running.relay.start();
  for (let round = 0; round < 24; round += 1) {
    house.shut(round % 3 === 1);
    for (let at = 0; at < 5; at += 1)
      running.relay.committed([house.commit(streams[(round + at) % streams.length] ?? "user:ada")]);
    // At every moment between a commit, its publication and its settling.
    for (let turn = 0; turn < round % 8; turn += 1)
      await new Promise((resolve) => setTimeout(resolve, turn * 5));
    running.die();
    const stopped = running.relay.stop();
    house.shut(false);
    running = house.startProcess();
    await Promise.all([stopped, running.relay.start()]);
  }
  await expect.poll(() => house.outbox.size).toBe(0);
  await running.relay.stop();
  for (const [stream, last] of house.committed) {
    const all = Array.from({ length: last }, (_, index) => index + 1);
    expect([...new Set(house.heard.get(stream))], stream).toEqual(all);
  }
});
