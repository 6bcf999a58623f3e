import type { OpenTabs, Tabs } from "@natter/client";

/** A browser whose tabs a test can kill. */
export type FakeBrowser = {
  readonly openTabs: OpenTabs;
  /** Ends a tab without a word. */
  kill(at: number): void;
  readonly opened: readonly string[];
};

type Tab = { id: string; listeners: Set<(message: unknown) => void>; gone: Set<() => void> };

export function createFakeBrowser(): FakeBrowser {
  const alive = new Map<string, Tab>();
  const opened: string[] = [];
  const queue: { tab: string; onLead: () => void; leads: boolean }[] = [];

  function passLead(): void {
    const [first] = queue;
    if (first === undefined || first.leads) return;
    first.leads = true;
    queueMicrotask(first.onLead);
  }

  function end(id: string): void {
    const tab = alive.get(id);
    alive.delete(id);
    for (let at = queue.length - 1; at >= 0; at -= 1)
      if (queue[at]?.tab === id) queue.splice(at, 1);
    for (const listener of tab?.gone ?? []) queueMicrotask(listener);
    passLead();
  }

  return {
    opened,
    kill: (at) => end(opened[at] ?? ""),
    openTabs(_name, id): Tabs {
      const own: Tab = { id, listeners: new Set(), gone: new Set() };
      alive.set(id, own);
      opened.push(id);
      return {
        id,
        lead(onLead) {
          const wish = { tab: id, onLead, leads: false };
          queue.push(wish);
          passLead();
          return () => {
            if (queue.includes(wish)) queue.splice(queue.indexOf(wish), 1);
            passLead();
          };
        },
        post(message) {
          if (!alive.has(id)) return;
          const copy = structuredClone(message);
          for (const tab of alive.values()) {
            if (tab === own) continue;
            queueMicrotask(() => {
              for (const listener of tab.listeners) if (alive.has(tab.id)) listener(copy);
            });
          }
        },
        listen(listener) {
          own.listeners.add(listener);
          return () => void own.listeners.delete(listener);
        },
        isAlive: async (tab) => alive.has(tab),
        whenGone: (tab) =>
          new Promise((resolve) => {
            const other = alive.get(tab);
            if (other === undefined) resolve();
            else other.gone.add(resolve);
          }),
        close: () => end(id),
      };
    },
  };
}
