import { testDatabase } from "@natter/testing/test-database";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";

// How many rows a search looks at, as PostgreSQL counts them. Two keys are each in half of a long history and together
// only in its oldest message; a fifth of it, spread evenly, is in a channel of its own.

const db = await testDatabase(import.meta.url);
const owner = new Client({ connectionString: db.url });
const total = 40_000;
// 5,000 rows each; a little more, for what is found.
const threeWindows = 15_100;
const [odd, even, common] = [1, 2, 3];
const channels = ["messaging:one", "messaging:other"];

beforeAll(async () => {
  await owner.connect();
  await owner.query("begin");
  await enter();
  await owner.query(
    `insert into message_search (app_id, cid, seq, message_id, version, sender_id, created_at, body, grams)
     select 'work', case when n % 5 = 0 then $2 else $3 end, n, gen_random_uuid(), 1, 'ada',
       timestamptz '2020-01-01' + n * interval '1 minute', 'message ' || n,
       case when n = 1 then array[$4::int, $5, $6] else array[case when n % 2 = 0 then $5 else $4 end, $6, n + 100] end
     from generate_series(1, $1::int) n`,
    [total, ...channels, odd, even, common],
  );
  await owner.query("commit");
  // Also puts the keys from the index's waiting list into the index.
  await owner.query("vacuum analyze message_search");
}, 120_000);

afterAll(async () => {
  await owner.end();
  await db.drop();
});

async function enter(): Promise<void> {
  await owner.query(
    "select set_config('role', 'natter_app', true), set_config('natter.app', 'work', true)",
  );
}

/** Rows of the table that this session has looked at and not yet reported: only differences within a transaction mean something. */
async function rowsLookedAt(): Promise<number> {
  const { rows } = await owner.query<{ rows: number }>(
    "select (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_xact_user_tables where relname = 'message_search'",
  );
  return rows[0]?.rows ?? Number.NaN;
}

type Asked = { grams: number[]; cids?: string[]; limit?: number; text?: string[] };

/** The numbers of the messages found, newest first, and how many rows were looked at for them. */
async function search({ grams, cids = channels, limit = 21, text = [] }: Asked) {
  await owner.query("begin");
  await enter();
  const before = await rowsLookedAt();
  const { rows: found } = await owner.query<{ message_id: string }>(
    `select message_id from natter_search($1, 'ada', $2, '{}', $3, '{}', null, '-infinity', 'infinity', 'infinity',
       'ffffffff-ffff-ffff-ffff-ffffffffffff', $4)`,
    [cids, grams, text, limit],
  );
  const looked = (await rowsLookedAt()) - before;
  const ids = found.map((row) => row.message_id);
  const { rows: seqs } = await owner.query<{ seq: number }>(
    `select s.seq::int from unnest($1::uuid[]) with ordinality as asked (id, place)
       join message_search s on s.app_id = 'work' and s.message_id = asked.id order by asked.place`,
    [ids],
  );
  await owner.query("rollback");
  return { found: seqs.map(({ seq }) => seq), looked };
}

test("[C16] two frequent words that stand together once, long ago, are found without reading all between", async () => {
  const { found, looked } = await search({ grams: [odd, even] });
  expect(found).toEqual([1]);
  expect(looked).toBeGreaterThan(0);
  expect(looked).toBeLessThan(threeWindows);
});

test("[C16] the same in a channel that is a small part of it all", async () => {
  const { found, looked } = await search({ grams: [odd, even], cids: ["messaging:one"] });
  expect(found).toEqual([]);
  expect(looked).toBeLessThan(threeWindows);
});

test("[C16] a page of what is frequent reads little more than the page", async () => {
  const { found, looked } = await search({ grams: [common, odd] });
  expect(found).toEqual(Array.from({ length: 21 }, (_one, index) => total - 1 - 2 * index));
  expect(looked).toBeLessThan(100);
});

test("[C16] what is neither rare nor near is walked to while windows bring it, and found once each", async () => {
  const { found, looked } = await search({
    grams: [common],
    cids: ["messaging:one"],
    limit: 1_001,
  });
  expect(found).toEqual(Array.from({ length: 1_001 }, (_one, index) => total - 5 * index));
  expect(looked).toBeLessThan(2 * threeWindows);
});

test("[C16] what goes on behind the windows comes by its keys, in order, without a gap or a repeat", async () => {
  const { found, looked } = await search({ grams: [common], text: ["%000%"], limit: 1_001 });
  const expected = Array.from({ length: total }, (_one, index) => total - index);
  expect(found).toEqual(expected.filter((seq) => String(seq).includes("000")));
  expect(looked).toBeGreaterThan(5_000);
});

test("[C16] without any key a page reads little more than the page", async () => {
  const { found, looked } = await search({ grams: [] });
  expect(found).toEqual(Array.from({ length: 21 }, (_one, index) => total - index));
  expect(looked).toBeLessThan(100);
});
