/** What the platform says of the page that the client lives in. */
export type Page = {
  /** Calls when the page may be gone any moment. The returned function stops it. */
  onLeave(listener: () => void): () => void;
};

/** The page of a browser; says nothing where there is none. A hidden page can be ended without another word. */
export const browserPage: Page = {
  onLeave(listener) {
    const { addEventListener: listen, removeEventListener: unlisten, document: page } = globalThis;
    if (typeof listen !== "function" || page === undefined) return () => undefined;
    const onChange = () => {
      if (page.visibilityState === "hidden") listener();
    };
    listen("pagehide", listener);
    page.addEventListener("visibilitychange", onChange);
    return () => {
      unlisten("pagehide", listener);
      page.removeEventListener("visibilitychange", onChange);
    };
  },
};
