import type { ChatClient } from "@natter/client";

/** What a device knows of a channel and of its connection, for whoever asks why it shows something else. */
export function describeDevice(client: ChatClient, cid: string): string {
  const { connection, channels, operations } = client.store.getState();
  const entry = channels[cid];
  if (!entry) return `${connection}, without the channel`;
  const { window, applied, stale } = entry;
  const facts = [
    connection,
    `${window.items.length} messages (${window.status})`,
    `the last number ${window.items.at(-1)?.seq ?? "none"}`,
    `events up to ${applied ? `${applied.epoch} ${applied.eventSeq}` : "none"}`,
    `${operations.length} operations`,
    ...(window.hasNewer ? ["stays behind the newest"] : []),
    ...(stale ? ["to be fetched anew"] : []),
  ];
  return facts.join(", ");
}
