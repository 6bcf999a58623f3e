import { Client } from "pg";
import { indexed } from "../../packages/server/src/features/search/message-facts.ts";
import {
  generateMessages,
  memberOf,
  membersPerChannel,
  type GeneratedMessage,
  type HistorySizes,
} from "./generate-messages.ts";

const perBatch = 10_000;

/**
 * Fills a migrated database with an app's history, straight by SQL: users `u0`…, channels `messaging:c0`…, messages with
 * their search rows, one recipient row each, threads, read states and a space. The app is there already and empty. The
 * same sizes give the same rows.
 */
export async function seedHistory(input: {
  readonly url: string;
  readonly appId: string;
  readonly sizes: HistorySizes;
  readonly progress: (line: string) => void;
}): Promise<void> {
  const client = new Client({ connectionString: input.url });
  await client.connect();
  try {
    await client.query("set synchronous_commit = off; set maintenance_work_mem = '256MB'");
    // An index that is filled at the end is built in a fraction of the time.
    await client.query("drop index message_search_grams");
    await client.query("select set_config('natter.app', $1, false)", [input.appId]);
    await client.query("set role natter_app");
    await insertPeople(client, input.sizes);
    await insertMessages(client, input);
    await insertStates(client, input.sizes);
    await client.query("reset role");
    input.progress("building the index of words");
    await client.query("create index message_search_grams on message_search using gin (grams)");
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
}

const app = "current_setting('natter.app')";

async function insertPeople(client: Client, sizes: HistorySizes): Promise<void> {
  const { users, channels, busyChannels } = sizes;
  await client.query(
    `insert into users (app_id, id, name, created_at, updated_at)
     select ${app}, 'u' || n, (array['Ada','Bob','Cleo','Dina','Emil','Faye','Gus','Hana','Ivo','Jo'])[1 + n % 10] || ' ' || n,
       '2025-01-01', '2025-01-01' from generate_series(0, $1::int - 1) n`,
    [users],
  );
  await client.query(
    `insert into channels (app_id, cid, type, kind, name, visibility, member_count, created_by, created_at, updated_at)
     select ${app}, 'messaging:c' || n, 'messaging', 'group', 'Channel ' || n || ' of team ' || n % 40, 'private', 0, 'u0',
       timestamptz '2025-01-01' + n * interval '1 minute', '2025-01-01' from generate_series(0, $1::int - 1) n`,
    [channels],
  );
  const rows = Array.from({ length: channels }, (_, channel) => [
    ...(channel < busyChannels ? [{ channel, user: 0 }] : []),
    ...Array.from({ length: membersPerChannel }, (_member, index) => ({
      channel,
      user: memberOf(channel, index, users),
    })),
  ]).flat();
  await client.query(
    `insert into members (app_id, cid, user_id, role, joined_seq, joined_at)
     select ${app}, 'messaging:c' || item.channel, 'u' || item.person, 'member', 0, '2025-01-01'
     from unnest($1::int[], $2::int[]) as item (channel, person) on conflict do nothing`,
    [rows.map((row) => row.channel), rows.map((row) => row.user)],
  );
  await client.query(
    `update channels c set member_count = (select count(*) from members m where m.app_id = c.app_id and m.cid = c.cid)
     where app_id = ${app}`,
  );
  await insertSpace(client);
}

/** A space that `u0` is in, with channels that they may read and have not joined. */
async function insertSpace(client: Client): Promise<void> {
  const id = "00000000-0000-7000-8000-000000000001";
  await client.query(
    `insert into spaces (app_id, id, name, member_count, created_at, updated_at)
     values (${app}, $1, 'Space', 1, '2025-01-01', '2025-01-01')`,
    [id],
  );
  await client.query(
    `insert into space_members (app_id, space_id, user_id, role, joined_at) values (${app}, $1, 'u0', 'member', '2025-01-01')`,
    [id],
  );
  await client.query(
    `insert into channels (app_id, cid, type, kind, space_id, name, visibility, created_by, created_at, updated_at)
     select ${app}, 'team:open' || n, 'team', 'space', $1, 'open ' || n, 'space', 'u0', '2025-01-01', '2025-01-01'
     from generate_series(1, 50) n`,
    [id],
  );
}

async function insertMessages(
  client: Client,
  { appId, sizes, progress }: Parameters<typeof seedHistory>[0],
): Promise<void> {
  let batch: GeneratedMessage[] = [];
  let done = 0;
  const write = async () => {
    await insertBatch(client, { appId, sizes, batch });
    done += batch.length;
    batch = [];
    if (done % (perBatch * 10) === 0 || done === sizes.messages)
      progress(`${done.toLocaleString("en")} of ${sizes.messages.toLocaleString("en")} messages`);
  };
  for (const message of generateMessages(sizes)) {
    batch.push(message);
    if (batch.length === perBatch) await write();
  }
  if (batch.length > 0) await write();
}

async function insertBatch(
  client: Client,
  { appId, sizes, batch }: { appId: string; sizes: HistorySizes; batch: GeneratedMessage[] },
): Promise<void> {
  const ids = batch.map((one) => one.id);
  const channels = batch.map((one) => one.channel);
  const seqs = batch.map((one) => one.seq);
  const senders = batch.map((one) => one.sender);
  const times = batch.map((one) => one.at);
  const texts = batch.map((one) => one.text);
  const mentions = batch.map((one) => (one.mentionsBusy ? "{u0}" : "{}"));
  await client.query(
    `insert into messages (app_id, id, cid, seq, version, kind, text, sender_id, mentions, thread_id, in_channel, created_at)
     select ${app}, item.id, 'messaging:c' || item.channel, item.seq, item.seq, 'text', item.text, 'u' || item.sender,
       item.mentions::text[], item.thread, item.thread is null, item.at
     from unnest($1::uuid[], $2::int[], $3::bigint[], $4::int[], $5::timestamptz[], $6::text[], $7::text[], $8::uuid[])
       as item (id, channel, seq, sender, at, text, mentions, thread)`,
    [ids, channels, seqs, senders, times, texts, mentions, batch.map((one) => one.threadId)],
  );
  // One recipient for each message: enough that a plan has a reason, a tenth of what a real history has.
  await client.query(
    `insert into user_messages (app_id, message_id, user_id, mentioned, cid, seq)
     select ${app}, item.id, case when item.mentioned then 'u0' else 'u' || item.person end, item.mentioned,
       case when item.mentioned then 'messaging:c' || item.channel end, case when item.mentioned then item.seq end
     from unnest($1::uuid[], $2::int[], $3::bigint[], $4::int[], $5::boolean[]) as item (id, channel, seq, person, mentioned)`,
    [
      ...[ids, channels, seqs],
      batch.map((one) => memberOf(one.channel, one.seq % membersPerChannel, sizes.users)),
      batch.map((one) => one.mentionsBusy),
    ],
  );
  const rows = batch.map((one) =>
    indexed(appId, {
      ...{
        kind: "text",
        text: one.text,
        senderId: `u${one.sender}`,
        mentionGroups: [],
        custom: {},
      },
      mentions: one.mentionsBusy ? ["u0"] : [],
    }),
  );
  await client.query(
    `insert into message_search (app_id, cid, seq, message_id, version, sender_id, created_at, body, grams)
     select ${app}, 'messaging:c' || item.channel, item.seq, item.id, item.seq, 'u' || item.sender, item.at, item.body,
       item.grams::int[]
     from unnest($1::uuid[], $2::int[], $3::bigint[], $4::int[], $5::timestamptz[], $6::text[], $7::text[])
       as item (id, channel, seq, sender, at, body, grams)`,
    [
      ...[ids, channels, seqs, senders, times],
      rows.map((row) => row.body),
      rows.map((row) => `{${row.grams.join(",")}}`),
    ],
  );
}

/** What follows from the messages: heads, threads, and how far everybody has read. */
async function insertStates(client: Client, { busyChannels }: HistorySizes): Promise<void> {
  await client.query(
    `insert into stream_heads (app_id, stream, epoch, event_seq, message_seq, last_message_at)
     select ${app}, 'chat:' || cid, 'seeded', max(seq), max(seq), max(created_at) from messages
     where app_id = ${app} group by cid`,
  );
  // Up to four unread in each channel at every size, so that reads differ by the size of the history alone.
  await client.query(
    `insert into read_states (app_id, cid, user_id, read_seq, receipt_seq, read_at, delivered_seq)
     select m.app_id, m.cid, m.user_id, read.seq, read.seq, '2025-12-31', read.seq from members m
     join stream_heads h on h.app_id = m.app_id and h.stream = 'chat:' || m.cid,
     lateral (select greatest(0, h.message_seq - ascii(md5(m.user_id || m.cid)) % 5) as seq) read where m.app_id = ${app}`,
  );
  await client.query(
    `insert into threads (app_id, root_id, cid, sender_id, version, reply_count, last_reply_seq, last_reply_at, participants)
     select r.app_id, r.thread_id, r.cid, max(root.sender_id), max(r.seq), count(*), max(r.seq), max(r.created_at),
       array_agg(distinct r.sender_id)
     from messages r join messages root on root.app_id = r.app_id and root.id = r.thread_id
     where r.app_id = ${app} and r.thread_id is not null group by r.app_id, r.thread_id, r.cid`,
  );
  // Followed by `u0`, and by others whose rows stand between.
  await client.query(
    `insert into thread_follows (app_id, root_id, user_id, cid, following, reason, generation, read_seq)
     select app_id, root_id, 'u' || person, cid, true, 'replied', 0, last_reply_seq - 1
     from (select * from threads where app_id = ${app} order by last_reply_seq desc limit $1) newest,
       generate_series(0, 99) person`,
    [busyChannels],
  );
}
