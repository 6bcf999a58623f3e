import type { AppId } from "@natter/contract";
import { startTestServer, type TestServer } from "@natter/testing/test-server";
import { testDatabase } from "@natter/testing/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { transact, type Tx } from "../../core/transact.ts";
import { countMentionRows } from "./mention-rows.ts";

// How many rows a count of mentions looks at, as PostgreSQL counts them: those above what was read, however many mentions there
// are in all, and however few of them the planner expects.

const db = await testDatabase(import.meta.url);
const channels = 20;
const mentions = 2_000;
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({ databaseUrl: db.url });
  await inApp(async (tx) => {
    const run = (text: string, ...params: unknown[]) => tx.connection.query({ text }, params);
    // Ada is mentioned in every message of one channel, others hardly ever.
    await run(
      `insert into user_messages (app_id, message_id, user_id, mentioned, cid, seq)
       select $1, gen_random_uuid(), 'ada', true, 'messaging:loud', n from generate_series(1, $2::int) n`,
      ...[server.appId, mentions],
    );
    await run(
      `insert into user_messages (app_id, message_id, user_id, mentioned, cid, seq)
       select $1, gen_random_uuid(), 'u' || n, true, 'messaging:c' || n % 100, n from generate_series(1, 20000) n`,
      server.appId,
    );
  });
}, 120_000);
afterAll(async () => {
  await server.stop();
  await db.drop();
});

function inApp<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return transact(server.chat.engine, server.appId as AppId, work); // the server's own
}

/** Rows of the table that this transaction has looked at. */
async function rowsLookedAt(tx: Tx): Promise<number> {
  const [row] = await tx.connection.query<{ rows: number }>(
    {
      text: "select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'user_messages'",
    },
    [],
  );
  return row?.rows ?? Number.NaN;
}

test("[L5] unread mentions of many channels are counted without reading those that were read", async () => {
  const spans = Array.from({ length: channels }, (_none, at) => ({
    ...{
      cid: at === 0 ? "messaging:loud" : `messaging:c${at}`,
      after: mentions - 3,
      upTo: 30_000,
      eventSeq: 30_000,
    },
  }));
  await inApp(async (tx) => {
    // As a prepared statement is planned that knows nothing of who asks.
    await tx.connection.query({ text: "set local plan_cache_mode = force_generic_plan" }, []);
    const before = await rowsLookedAt(tx);
    await countMentionRows(tx, spans, { userId: "ada", uncounted: [] });
    expect((await rowsLookedAt(tx)) - before).toBeLessThan(100);
  });
});
