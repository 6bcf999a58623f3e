import { expect, test } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

test("a burst is granted at once, then as many as the rate allows", () => {
  const bucket = new TokenBucket(10, 3);
  const granted = (from: number, to: number): number => {
    let count = 0;
    for (let elapsed = from; elapsed < to; elapsed += 1) if (bucket.take(elapsed)) count += 1;
    return count;
  };
  expect(granted(0, 10)).toBe(3);
  expect(granted(10, 2_010)).toBe(20);
});

test("the wait it names is exactly long enough", () => {
  const bucket = new TokenBucket(10, 1);
  expect(bucket.waitMs(0)).toBe(0);
  expect(bucket.take(0)).toBe(true);
  const wait = bucket.waitMs(0);
  expect(wait).toBe(100);
  expect(bucket.take(wait - 1)).toBe(false);
  expect(bucket.take(wait)).toBe(true);
});
