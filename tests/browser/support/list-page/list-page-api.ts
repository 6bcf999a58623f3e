/** What a page with one message list is made of: a channel of so many lines in a server in memory. */
export type ListPageOptions = {
  readonly count?: number;
  /** Up to which line the viewer has read; everything if it is not said. */
  readonly read?: number;
  /** Who wrote the lines, in turn; Bob alone if it is not said. */
  readonly senders?: readonly string[];
  /** The numbers of the lines that are system messages. */
  readonly system?: readonly number[];
  readonly direct?: boolean;
  readonly width?: number;
  readonly messageId?: string;
  readonly startAt?: "latest" | "unread";
  readonly list?: Readonly<Record<string, string | number>>;
  /** In React's strict mode: what is mounted is mounted twice. */
  readonly strict?: boolean;
};

/** What a test does from outside, as `window.natter`. Lines are named by their numbers. */
export type ListPage = {
  /** The version of React that the page runs with. */
  readonly reactVersion: string;
  say(texts: readonly string[], from?: string): readonly string[];
  edit(seq: number, text: string): void;
  remove(seq: number): void;
  /** Takes a line out of the window, as a deletion without a trace does. */
  vanish(seq: number): void;
  react(seq: number, emoji: string): void;
  /** Lets every call of a route fail like a lost network, or none. */
  fail(name: string | null): void;
  hold(name: string): void;
  release(): void;
  calls(name: string): readonly unknown[];
  asked(name: string): number;
  /** The numbers that the window holds. */
  loaded(): readonly (number | null)[];
  unread(): number;
  readSeq(): number;
  idOf(seq: number): string;
  width(width: number): void;
  /** How many times a sender's picture was rendered. */
  avatars(): number;
  goOffline(): void;
  /** Connects again: with everything that was missed, or with all of it lost, to be fetched. */
  goOnline(continuity: "recovered" | "lost"): void;
  /** Keeps the channel open, whether the list is shown or not. */
  keepOpen(): Promise<void>;
  /** Holds so many messages, the newest last. */
  loadAll(total: number): void;
  show?(shown: boolean): void;
  jump?(messageId: string | undefined): void;
  finds?: number;
};
