import type { HistorySizes } from "./generate-messages.ts";

/** A history of so many messages: 2,000 channels, 10,000 users and a user in 500 channels, fewer in a small one. */
export function historySizes(messages: number): HistorySizes {
  const channels = Math.min(2_000, Math.max(50, Math.ceil(messages / 5)));
  return {
    ...{ messages, channels },
    users: Math.min(10_000, Math.max(100, messages)),
    busyChannels: Math.min(500, channels),
  };
}
