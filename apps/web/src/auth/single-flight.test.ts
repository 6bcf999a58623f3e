import { expect, it } from "vitest";
import { singleFlight } from "./single-flight.ts";

it("does the work once for all who ask while it goes on, and again for who asks later", async () => {
  let runs = 0;
  const ask = singleFlight(() => Promise.resolve(++runs));
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask()).toBe(2);
});

it("starts anew after a failure", async () => {
  let runs = 0;
  const ask = singleFlight(() =>
    ++runs === 1 ? Promise.reject(new Error("no")) : Promise.resolve(runs),
  );
  await expect(ask()).rejects.toThrow("no");
  expect(await ask()).toBe(2);
});
