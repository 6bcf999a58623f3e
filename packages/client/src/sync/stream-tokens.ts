import { RealtimeRefused } from "../adapters/realtime/port.ts";
import { asChatError } from "../api/read-error.ts";
import { refusedIfFinal } from "../connection/connection.ts";
import type { Engine } from "../engine.ts";

/** The streams of an open channel: signals, and durable events where they do not come on the viewer's own feed. */
export type StreamName = "signals" | "durable";

/** The first token comes with the streams' names; each later one is asked for. */
export function createStreamTokens(
  engine: Engine,
  cid: string,
  kind: StreamName,
  first: string,
): () => Promise<string> {
  let unused: string | null = first;
  return async () => {
    if (unused !== null) {
      const token = unused;
      unused = null;
      return token;
    }
    try {
      const answer = await engine.api("realtime.subscribe", { body: { cid } }, engine);
      const stream = answer[kind];
      if (stream === null) throw new RealtimeRefused("This stream does not carry the channel now.");
      return stream.token;
    } catch (thrown) {
      if (thrown instanceof RealtimeRefused) throw thrown;
      const error = asChatError(thrown);
      throw error.code === "channel.not_found"
        ? new RealtimeRefused(error.message)
        : refusedIfFinal(error);
    }
  };
}
