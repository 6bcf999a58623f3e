import type { Session } from "./session.ts";

/** The sessions of this process, by client id and by user. */
export type SessionRegistry = {
  /** Every open connection, also one that has not said who it is. */
  add(session: Session): void;
  /** The session has ended; its connection may still be closing. */
  remove(session: Session): void;
  /** The connection of the session is gone. */
  disconnected(session: Session): void;
  /** Resolves when no connection is left. */
  empty(): Promise<void>;
  /** From now on the session is found under its user. */
  identify(session: Session): void;
  of(user: string): readonly Session[];
  all(): Iterable<Session>;
  readonly size: number;
  readonly users: number;
};

export function createSessionRegistry(): SessionRegistry {
  const sessions = new Set<Session>();
  const byUser = new Map<string, Set<Session>>();
  const connections = new Set<Session>();
  let waiting: (() => void)[] = [];

  return {
    add(session) {
      sessions.add(session);
      connections.add(session);
    },
    disconnected(session) {
      connections.delete(session);
      if (connections.size > 0) return;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
    empty: () =>
      connections.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => void waiting.push(resolve)),
    remove(session) {
      sessions.delete(session);
      const own = byUser.get(session.user);
      if (own?.delete(session) && own.size === 0) byUser.delete(session.user);
    },
    identify(session) {
      const own = byUser.get(session.user) ?? new Set<Session>();
      byUser.set(session.user, own.add(session));
    },
    of: (user) => [...(byUser.get(user) ?? [])],
    all: () => sessions,
    get size() {
      return sessions.size;
    },
    get users() {
      return byUser.size;
    },
  };
}
