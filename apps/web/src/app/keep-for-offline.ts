/** Has the browser keep the page, so that it opens without a network too. Does nothing where that is not possible. */
export function keepForOffline(): void {
  const { serviceWorker } = navigator;
  // In development the page's parts have no lasting names.
  const isBuilt = document.querySelector('script[src^="/assets/"]') !== null;
  if (!isBuilt || serviceWorker === undefined) return;
  addEventListener("load", () => void register(serviceWorker));
}

async function register(workers: ServiceWorkerContainer): Promise<void> {
  try {
    await workers.register("/offline.js");
    const { active } = await workers.ready;
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    // A worker is of this origin: there is no target to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    active?.postMessage({ keep: loaded });
  } catch {
    // Private windows and policies may forbid it: the page works, only not without a network.
  }
}
