import { ChatError } from "@natter/contract/chat-error";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createFakeClock, settlePromises } from "@natter/testing/model/fake-clock";
import { backoffMs, withRetries } from "./backoff.ts";

const always = (number: number) => ({ number: () => number, uuid: () => "" });

test("[SYNC-9] the wait is between 0.5 and 20 s whatever the number of tries and the chance", () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (tries, chance) => {
      const ms = backoffMs(tries, always(chance));
      expect(ms).toBeGreaterThanOrEqual(500);
      expect(ms).toBeLessThanOrEqual(20_000);
    }),
  );
});

test("[SYNC-9] later tries wait longer at the same chance, and never less than the server asks", () => {
  expect(backoffMs(1, always(0.5))).toBeLessThan(backoffMs(4, always(0.5)));
  const busy = new ChatError("request.rate_limited", "", { details: { retryAfterSeconds: 30 } });
  expect(backoffMs(1, always(0.5), busy)).toBe(30_000);
});

test("what may succeed later is tried again, and what is refused is not", async () => {
  const clock = createFakeClock(settlePromises);
  const doors = { clock, random: always(0.5), signal: new AbortController().signal };
  let tries = 0;
  const run = withRetries(doors, 3, async () => {
    tries += 1;
    throw new ChatError(tries < 2 ? "internal" : "channel.not_found", "No.");
  });
  const ended = run.catch((error: unknown) => error);
  await clock.advance(60_000);
  expect(await ended).toMatchObject({ code: "channel.not_found" });
  expect(tries).toBe(2);
});

test("an abort ends the waiting at once", async () => {
  const clock = createFakeClock(settlePromises);
  const abort = new AbortController();
  const doors = { clock, random: always(0.5), signal: abort.signal };
  const run = withRetries(doors, 3, () => Promise.reject(new ChatError("internal", "No.")));
  const ended = run.catch((error: unknown) => error);
  await settlePromises();
  abort.abort(new Error("over"));
  expect(await ended).toMatchObject({ message: "over" });
  expect(clock.waiting).toBe(0);
});
