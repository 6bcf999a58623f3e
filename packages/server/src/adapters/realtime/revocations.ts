/** Remembers whose sessions were ended, so that a token from before does not bring them back. Times in seconds since 1970. */
export type Revocations = {
  add(user: string, second?: number): void;
  covers(user: string, issuedAt: number): boolean;
  all(): [user: string, second: number][];
};

/** How long a token issued before a forced disconnect could still be good. */
const tokenSeconds = 3_600;

export function createRevocations(nowSeconds: () => number): Revocations {
  const at = new Map<string, number>();
  return {
    add(user, second = nowSeconds()) {
      const now = nowSeconds();
      for (const [name, moment] of at) if (moment < now - tokenSeconds) at.delete(name);
      at.set(user, Math.max(second, at.get(user) ?? 0));
    },
    covers: (user, issuedAt) => issuedAt <= (at.get(user) ?? -1),
    all: () => [...at],
  };
}
