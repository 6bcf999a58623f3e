import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withTimeLimit } from "./with-time-limit.ts";

describe("withTimeLimit", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("answers what the work answers, and leaves no timer", async () => {
    const { signal } = new AbortController();
    await expect(withTimeLimit(signal, () => Promise.resolve("done"))).resolves.toBe("done");
    expect(vi.getTimerCount()).toBe(0);
  });

  it("gives up after ten seconds and tells the work", async () => {
    const { signal } = new AbortController();
    let told: AbortSignal | null = null;
    const stuck = withTimeLimit(signal, (inner) => {
      told = inner;
      return new Promise<never>(() => {});
    });
    const failed = stuck.then(
      () => false,
      () => true,
    );
    await vi.advanceTimersByTimeAsync(9_999);
    expect(told).toMatchObject({ aborted: false });
    await vi.advanceTimersByTimeAsync(1);
    expect(await failed).toBe(true);
    expect(told).toMatchObject({ aborted: true });
  });

  it("gives up when whoever asked does", async () => {
    const outer = new AbortController();
    const failed = withTimeLimit(outer.signal, () => new Promise<never>(() => {})).then(
      () => false,
      () => true,
    );
    outer.abort();
    expect(await failed).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });
});
