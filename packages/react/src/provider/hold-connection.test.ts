import type { ChatClient } from "@natter/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { holdConnection } from "./hold-connection.ts";

function counted(): { client: ChatClient; calls: string[] } {
  const calls: string[] = [];
  const client = {
    connect: () => calls.push("connect"),
    disconnect: () => calls.push("disconnect"),
  };
  // Holding a client uses these two methods and no other.
  return { client: client as unknown as ChatClient, calls };
}

describe("holdConnection", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("stays connected when it is let go and taken again at once", () => {
    const { client, calls } = counted();
    holdConnection(client)();
    const release = holdConnection(client);
    vi.advanceTimersByTime(5_000);
    expect(calls).not.toContain("disconnect");
    release();
  });

  it("disconnects a second after the last holder let go", () => {
    const { client, calls } = counted();
    const one = holdConnection(client);
    const other = holdConnection(client);
    one();
    one();
    vi.advanceTimersByTime(5_000);
    expect(calls).not.toContain("disconnect");
    other();
    vi.advanceTimersByTime(999);
    expect(calls).not.toContain("disconnect");
    vi.advanceTimersByTime(1);
    expect(calls.filter((call) => call === "disconnect")).toHaveLength(1);
  });
});
