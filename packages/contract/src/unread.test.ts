import fc from "fast-check";
import { expect, test } from "vitest";
import { countUnread, isUnread, laterWatermark, type LedgerMessage } from "./unread.ts";

const reader = { userId: "ada", readSeq: 5, joinedSeq: 2 };
const message: LedgerMessage = {
  seq: 6,
  senderId: "bob",
  kind: "text",
  deleted: false,
  silent: false,
  inChannel: true,
};

test("[UNREAD-1] a newer message of somebody else is unread", () => {
  expect(isUnread(message, reader)).toBe(true);
});

test.each<[string, Partial<LedgerMessage>]>([
  ["read already", { seq: 5 }],
  ["one's own", { senderId: "ada" }],
  ["deleted", { deleted: true }],
  ["a system message", { kind: "system", senderId: null }],
  ["imported", { silent: true }],
  ["a reply in a thread only", { inChannel: false }],
])("[UNREAD-1] a message that is %s is not unread", (_what, change) => {
  expect(isUnread({ ...message, ...change }, reader)).toBe(false);
});

test("[UNREAD-1] what was there before the reader joined is not unread", () => {
  expect(isUnread({ ...message, seq: 4 }, { ...reader, readSeq: 0, joinedSeq: 4 })).toBe(false);
  expect(isUnread({ ...message, seq: 5 }, { ...reader, readSeq: 0, joinedSeq: 4 })).toBe(true);
});

test("[UNREAD-2] the count is the number of unread messages, in whatever order they come", () => {
  const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 40 });
  fc.assert(
    fc.property(seqs, (list) => {
      const messages = list.map((seq) => ({ ...message, seq }));
      expect(countUnread(messages, reader)).toBe(list.filter((seq) => seq > 5).length);
      expect(countUnread(messages.toReversed(), reader)).toBe(countUnread(messages, reader));
    }),
  );
});

test("[UNREAD-4] of two watermarks the higher generation wins, then the higher number", () => {
  expect(laterWatermark({ generation: 1, seq: 3 }, { generation: 0, seq: 9 })).toEqual({
    generation: 1,
    seq: 3,
  });
  expect(laterWatermark({ generation: 1, seq: 3 }, { generation: 1, seq: 9 })).toEqual({
    generation: 1,
    seq: 9,
  });
});
