/** What the platform thinks of the network: a hint to try now or to expect nothing, never a reason not to try. */
export type Network = {
  /** Calls when there may be a network again. The returned function stops it. */
  onBack(listener: () => void): () => void;
  /** Calls when there is none any more; a connection that was lost is noticed without it, only later. */
  onLost?(listener: () => void): () => void;
};

/** The hints of a browser; says nothing where the platform gives none. */
export const browserNetwork: Network = {
  onBack: (listener) => listenTo("online", listener),
  onLost: (listener) => listenTo("offline", listener),
};

function listenTo(event: "online" | "offline", listener: () => void): () => void {
  const { addEventListener: listen, removeEventListener: unlisten } = globalThis;
  if (typeof listen !== "function") return () => undefined;
  listen(event, listener);
  return () => unlisten(event, listener);
}
