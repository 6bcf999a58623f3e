import { expect, test } from "vitest";
import { afterDelivery, afterReading, afterUnreading } from "./watermark.ts";

const at = new Date("2026-01-01T10:05:00Z");
const row = {
  cid: "messaging:a",
  userId: "ada",
  generation: 0,
  readSeq: 5,
  receiptSeq: 5,
  readAt: null,
  ownReadAt: null,
  deliveredSeq: 5,
  deliveredAt: null,
};

test("[UNREAD-3] reading raises the watermark and never lowers it", () => {
  expect(afterReading(row, { generation: 0, seq: 9, at, isShown: true })).toMatchObject({
    readSeq: 9,
    receiptSeq: 9,
    readAt: at,
    deliveredSeq: 9,
  });
  expect(afterReading(row, { generation: 0, seq: 3, at, isShown: true })).toBe(row);
});

test("[UNREAD-4] marking unread begins a generation in which the watermark is lower, and others see no change", () => {
  const unread = afterUnreading(row, 3);
  expect(unread).toMatchObject({ generation: 1, readSeq: 2, receiptSeq: 5 });
  expect(afterReading(unread, { generation: 0, seq: 9, at, isShown: true })).toBe(unread);
  expect(afterReading(unread, { generation: 1, seq: 4, at, isShown: true })).toMatchObject({
    readSeq: 4,
    receiptSeq: 5,
    readAt: null,
  });
});

test("[UNREAD-5] delivery never goes down", () => {
  expect(afterDelivery(row, 8, at)).toMatchObject({ deliveredSeq: 8, deliveredAt: at });
  expect(afterDelivery(row, 4, at)).toBe(row);
});

test("[UNREAD-18] who does not show what they read moves their own watermark alone", () => {
  expect(afterReading(row, { generation: 0, seq: 9, at, isShown: false })).toEqual({
    ...row,
    readSeq: 9,
    ownReadAt: at,
  });
});
