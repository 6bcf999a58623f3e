import { Client } from "pg";

/** A lock that lasts as long as its holder lives, on the database itself. */
export interface SessionLock {
  /** From now on, do not take the lock again should its session end. Until then it is still held. */
  expectEnd(): void;
  release(): Promise<void>;
}

// Any two numbers that no other use of this database takes; in ASCII they read "natt" and "er".
const KEY = [0x6e617474, 0x6572] as const;

/**
 * Takes the lock, or answers null when another process holds it. PostgreSQL drops it with our connection, so a killed holder
 * leaves nothing behind. Rejects when the database does not take connections.
 */
export async function takeSessionLock(
  url: string,
  { log }: { log: (line: string) => void },
): Promise<SessionLock | null> {
  let ending = false;
  const onLost = (): void => {
    if (ending) return;
    // PostgreSQL restarts its sessions after a crash of one of them; we are still the same holder.
    log("The session that marks the database as taken was lost; taking it again");
    void retake();
  };
  const retake = async (): Promise<void> => {
    const next = await tryLock(url, onLost).catch(() => null);
    if (next && ending) await next.end();
    else if (next) client = next;
    else if (!ending) setTimeout(() => void retake(), 1_000).unref();
  };
  let client = await tryLock(url, onLost);
  if (!client) return null;
  const expectEnd = (): void => void (ending = true);
  return {
    expectEnd,
    release: async () => {
      expectEnd();
      await client?.end();
    },
  };
}

/** A connection that holds the lock, or null when another one does. */
async function tryLock(url: string, onLost: () => void): Promise<Client | null> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined); // "end" follows and tells the same
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>(
    "select pg_try_advisory_lock($1::int, $2::int) as taken",
    [...KEY],
  );
  if (rows[0]?.taken) {
    client.on("end", onLost);
    return client;
  }
  await client.end();
  return null;
}
