/** How many sessions each user has, by process and in all. */
export type SessionCounts = {
  /** Notes how many a process has of a user; answers with the change of all together. */
  set(process: string, user: string, count: number): number;
  of(user: string): number;
  /** Forgets a process; answers with the users who had sessions there. */
  drop(process: string): string[];
  all(): [user: string, count: number][];
};

export function createSessionCounts(): SessionCounts {
  const processes = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();

  function set(process: string, user: string, count: number): number {
    const own = processes.get(process) ?? new Map<string, number>();
    processes.set(process, own);
    const change = count - (own.get(user) ?? 0);
    put(own, user, count);
    put(totals, user, (totals.get(user) ?? 0) + change);
    return change;
  }

  return {
    set,
    of: (user) => totals.get(user) ?? 0,
    drop(process) {
      const users = [...(processes.get(process)?.keys() ?? [])];
      for (const user of users) set(process, user, 0);
      processes.delete(process);
      return users;
    },
    all: () => [...totals],
  };
}

function put(counts: Map<string, number>, user: string, count: number): void {
  if (count > 0) counts.set(user, count);
  else counts.delete(user);
}
