/** How the client makes requests. The only way to them, so that tests can answer. */
export type Fetch = typeof fetch;

/** The platform's own, looked up at each call: it may be put in place after this was loaded. */
export const systemFetch: Fetch = (...request) => globalThis.fetch(...request);
