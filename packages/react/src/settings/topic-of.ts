import type { Channel } from "@natter/client";

/** What a channel is about, kept as `custom.topic`; null where nobody said. */
export function topicOf(channel: Pick<Channel, "custom"> | null): string | null {
  const topic = channel?.custom["topic"];
  return typeof topic === "string" && topic.trim() !== "" ? topic : null;
}
