import type { ChannelType } from "@natter/contract";

/** The address of a channel by its type and id. */
export function cidOf(type: ChannelType, id: string): string {
  return `${type}:${id}`;
}

const directPrefix = "dm-";

/** The address of the direct channel of two users: the same whoever asks. */
export async function directCid(one: string, other: string): Promise<string> {
  // A space occurs in no user id, so no two pairs give the same text.
  const pair = new TextEncoder().encode([one, other].toSorted().join(" "));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", pair));
  const hash = btoa(String.fromCharCode(...digest))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
  return cidOf("messaging", `${directPrefix}${hash}`);
}

/** Whether an id is kept for direct channels, so that nobody else may take the place of one. */
export function isDirectId(type: ChannelType, id: string): boolean {
  return type === "messaging" && id.startsWith(directPrefix);
}
