/** An ordered line of durable events: a channel's, or one user's own. */
export type StreamKey = `chat:${string}` | `user:${string}`;

export function channelStream(cid: string): StreamKey {
  return `chat:${cid}`;
}

export function userStream(userId: string): StreamKey {
  return `user:${userId}`;
}

/** The cid or user id a stream belongs to. */
export function streamOwner(stream: StreamKey): { type: "channel" | "user"; id: string } {
  const id = stream.slice(5); // both prefixes have five characters
  return { type: stream.startsWith("chat:") ? "channel" : "user", id };
}
