import type { Session } from "./session.ts";

/** The sessions of this process, by client id and by user. */
export type SessionRegistry = {
  /** Every open connection, also one that has not said who it is. */
  add(session: Session): void;
  remove(session: Session): void;
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

  return {
    add: (session) => void sessions.add(session),
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
