/**
 * What the tabs of one browser have in common. Messages reach all other tabs that listen, in order, while both live.
 * Exactly one tab leads at a time; when it ends, in whatever way, another one that waits takes the lead.
 */
export type Tabs = {
  readonly id: string;
  /** Asks for the lead; `onLead` is called when it is this tab's. The returned function gives it back. */
  lead(onLead: () => void): () => void;
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): () => void;
  isAlive(tab: string): Promise<boolean>;
  /** Resolves when a tab has ended. */
  whenGone(tab: string): Promise<void>;
  close(): void;
};

/** Joins the tabs that share a name; null where the platform cannot: each tab is then on its own. */
export type OpenTabs = (name: string, id: string) => Tabs | null;
