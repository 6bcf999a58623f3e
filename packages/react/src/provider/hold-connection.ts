import type { ChatClient } from "@natter/client";

type Hold = { count: number; timer: ReturnType<typeof setTimeout> | null };

/** What becomes of a client that nobody holds any more. */
type Ending = "disconnect" | "dispose";

const holds = new WeakMap<ChatClient, Hold>();
const graceMs = 1_000;

/**
 * Connects a client for as long as anybody holds it, and a second longer: React's strict mode, hot reload and
 * moving between pages let go and take hold again at once, which must not cost a new connection.
 */
export function holdConnection(
  client: ChatClient,
  ending: Ending = "disconnect",
  onEnded?: () => void,
): () => void {
  const hold = holds.get(client) ?? { count: 0, timer: null };
  holds.set(client, hold);
  hold.count += 1;
  if (hold.timer !== null) clearTimeout(hold.timer);
  hold.timer = null;
  client.connect();
  let released = false;
  return () => {
    if (released) return;
    released = true;
    hold.count -= 1;
    if (hold.count > 0) return;
    hold.timer = setTimeout(() => {
      client[ending]();
      onEnded?.();
    }, graceMs);
  };
}
