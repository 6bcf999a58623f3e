import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChannelEvent } from "../wire/entities.ts";
import { drainEarly, keepEarly, receiveEvent, type EarlyEvents } from "./event-line.ts";

function event(eventSeq: number, epoch = "e1"): ChannelEvent {
  return { type: "channel.deleted", cid: "a:b", eventSeq, epoch, at: new Date(0) };
}

const applied = { epoch: "e1", eventSeq: 5 };
const numbers = (events: readonly ChannelEvent[]) => events.map(({ eventSeq }) => eventSeq);

test("[SYNC-2] the next event is applied, an older one ignored, a later one kept", () => {
  expect(receiveEvent(applied, [], event(6))).toMatchObject({ verdict: "in-order" });
  expect(numbers(receiveEvent(applied, [], event(6)).ready)).toEqual([6]);
  expect(receiveEvent(applied, [], event(5))).toEqual({
    ready: [],
    early: [],
    verdict: "in-order",
  });
  const hole = receiveEvent(applied, [], event(8));
  expect(hole).toMatchObject({ ready: [], verdict: "hole" });
  expect(numbers(hole.early)).toEqual([8]);
});

test("[SYNC-2] what fills a hole releases what waited behind it", () => {
  const received = receiveEvent(applied, [event(7), event(8), event(10)], event(6));
  expect(numbers(received.ready)).toEqual([6, 7, 8]);
  expect(numbers(received.early)).toEqual([10]);
  expect(received.verdict).toBe("hole");
});

test("[SYNC-4] an event of another epoch concludes nothing", () => {
  expect(receiveEvent(applied, [], event(6, "e2"))).toMatchObject({
    ready: [],
    verdict: "other-epoch",
  });
  expect(drainEarly({ epoch: "e2", eventSeq: 3 }, [event(4)])).toMatchObject({
    ready: [],
    early: [],
  });
});

test("[SYNC-2] any order and repetition of events is applied once each, in order", () => {
  const order = fc.shuffledSubarray(
    Array.from({ length: 20 }, (_, at) => at + 1),
    { minLength: 20 },
  );
  fc.assert(
    fc.property(order, fc.array(fc.integer({ min: 1, max: 20 })), (first, repeated) => {
      let at = { epoch: "e1", eventSeq: 0 };
      let early: EarlyEvents = [];
      const done: number[] = [];
      for (const eventSeq of [...repeated, ...first, ...repeated]) {
        const received = receiveEvent(at, early, event(eventSeq));
        early = received.early;
        done.push(...numbers(received.ready));
        at = { ...at, eventSeq: done.length };
      }
      expect(done).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(early).toEqual([]);
    }),
  );
});

test("early events are kept in order and none twice", () => {
  const kept = [9, 7, 8, 7].reduce<EarlyEvents>((list, at) => keepEarly(list, event(at)), []);
  expect(numbers(kept)).toEqual([7, 8, 9]);
});
