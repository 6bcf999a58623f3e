import type { Client } from "pg";
import { vi } from "vitest";

/**
 * Holds the head of a channel's stream by a connection of its own, so that everybody who writes there waits behind it in the
 * order in which they came. Answers what lets it go.
 */
export async function holdHead(
  outside: Client,
  { appId, cid }: { readonly appId: string; readonly cid: string },
): Promise<() => Promise<unknown>> {
  await outside.query("begin");
  const enter = "select set_config('role', 'natter_app', true), set_config('natter.app', $1, true)";
  await outside.query(enter, [appId]);
  const { rowCount } = await outside.query(
    "select 1 from stream_heads where app_id = $1 and stream = $2 for update",
    [appId, `chat:${cid}`],
  );
  if (rowCount !== 1) throw new Error(`${cid} has no head to hold.`);
  // Whose transactions wait is for the owner to see.
  await outside.query("reset role");
  return () => outside.query("commit");
}

/** Resolves when so many of the server's transactions wait for a lock in this database. */
export async function untilLockWaiters(outside: Client, count: number): Promise<void> {
  const isSo = async () => {
    const { rows } = await outside.query<{ count: number }>(
      `select count(*)::int as count from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows[0]?.count === count;
  };
  await vi.waitUntil(isSo, { timeout: 20_000, interval: 20 });
}
