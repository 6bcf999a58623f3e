import type { OpenTabs } from "./port.ts";

/** Tabs of a browser, by Web Locks and BroadcastChannel. */
export const openWebTabs: OpenTabs = (name, id) => {
  const { navigator, BroadcastChannel } = globalThis;
  const locks = navigator?.locks;
  if (locks === undefined || typeof BroadcastChannel !== "function") return null;
  const channel = new BroadcastChannel(name);
  const life = new AbortController();
  const lockOf = (tab: string) => `${name} tab ${tab}`;
  // Held as long as the tab lives: whoever else gets it knows that the tab has ended.
  const held = new Promise<void>((resolve) => {
    life.signal.addEventListener("abort", () => resolve());
  });
  void hold(lockOf(id), held, life.signal);

  function hold(lock: string, until: Promise<void>, signal: AbortSignal, onHeld?: () => void) {
    return locks
      .request(lock, { signal }, async () => {
        onHeld?.();
        await until;
      })
      .catch(() => undefined); // given up before it was granted
  }

  return {
    id,
    lead(onLead) {
      const wish = new AbortController();
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      void hold(`${name} lead`, released, wish.signal, onLead);
      return () => {
        wish.abort();
        release();
      };
    },
    // A BroadcastChannel reaches its own origin only: there is no target to name.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    post: (message) => channel.postMessage(message),
    listen(listener) {
      const onMessage = ({ data }: MessageEvent) => listener(data);
      channel.addEventListener("message", onMessage);
      return () => channel.removeEventListener("message", onMessage);
    },
    async isAlive(tab) {
      const { held: all = [] } = await locks.query();
      return all.some((lock) => lock.name === lockOf(tab));
    },
    async whenGone(tab) {
      await locks.request(lockOf(tab), { mode: "shared", signal: life.signal }, () => undefined);
    },
    close() {
      life.abort();
      channel.close();
    },
  };
};
