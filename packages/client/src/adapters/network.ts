/** What the platform thinks of the network: a hint to try now, never a reason not to. */
export type Network = {
  /** Calls when there may be a network again. The returned function stops it. */
  onBack(listener: () => void): () => void;
};

/** The hints of a browser; says nothing where the platform gives none. */
export const browserNetwork: Network = {
  onBack(listener) {
    const { addEventListener: listen, removeEventListener: unlisten } = globalThis;
    if (typeof listen !== "function") return () => undefined;
    listen("online", listener);
    return () => unlisten("online", listener);
  },
};
