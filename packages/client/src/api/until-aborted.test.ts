import { expect, test } from "vitest";
import { untilAborted } from "./until-aborted.ts";

test("it waits for the work, whether or not there is a signal", async () => {
  const { signal } = new AbortController();
  expect(await untilAborted(async () => "done")).toBe("done");
  expect(await untilAborted(async () => "done", { signal })).toBe("done");
  const failing = untilAborted(() => Promise.reject(new Error("no")), { signal });
  await expect(failing).rejects.toThrow("no");
});

test("it rejects with the signal's reason, before, during, and undoes at whatever time", async () => {
  const stop = new AbortController();
  let undone = 0;
  const never = untilAborted(
    () => new Promise<void>(() => undefined),
    { signal: stop.signal },
    () => (undone += 1),
  );
  const done = untilAborted(
    async () => undefined,
    { signal: stop.signal },
    () => (undone += 1),
  );
  await done;
  stop.abort(new Error("the page is left"));
  await expect(never).rejects.toThrow("the page is left");
  expect(undone).toBe(2);
  let begun = false;
  const late = untilAborted(async () => (begun = true), { signal: stop.signal });
  await expect(late).rejects.toThrow("the page is left");
  expect(begun).toBe(false);
});
