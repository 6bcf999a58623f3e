import { Client } from "pg";

/** A send that was acknowledged. */
export type Ack = {
  readonly cid: string;
  readonly sender: string;
  readonly clientId: string;
  readonly id: string;
  readonly text: string;
};

/**
 * Holds what is in the database against what was acknowledged, with nothing but SQL: each acknowledged message is there once
 * as it was sent, no client id made two, messages and events are numbered without a gap, nothing waits to be published.
 */
export async function checkLedger(
  databaseUrl: string,
  appId: string,
  acks: readonly Ack[],
): Promise<{ problems: string[]; messages: number }> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  // Rows are guarded from the tables' owner too.
  await client.query("set role natter_app");
  await client.query("select set_config('natter.app', $1, false)", [appId]);
  try {
    const { rows } = await client.query<Ack & { seq: string }>(
      `select id, cid, seq, sender_id as sender, client_id as "clientId", text from messages
       where app_id = $1 and kind = 'text' order by cid, seq`,
      [appId],
    );
    const { rows: gaps } = await client.query<{ what: string }>(
      `select 'messages of ' || cid || ' have a gap' as what from messages where app_id = $1
         group by cid having count(*) <> max(seq) or min(seq) <> 1
       union all
       select 'events of ' || h.stream || ' have a gap' from stream_heads h where h.app_id = $1 and h.event_seq <>
         (select count(*) from events e where e.app_id = h.app_id and e.stream = h.stream)
       union all
       select 'a message of ' || cid || ' has no event of its own' from messages m where app_id = $1 and not exists (
         select from events e where e.app_id = m.app_id and e.stream = 'chat:' || m.cid and e.type = 'message.new'
           and e.data ->> 'messageId' = m.id::text)`,
      [appId],
    );
    const { rows: pending } = await client.query<{ count: string }>(
      "select count(*) from outbox where app_id = $1",
      [appId],
    );
    const problems = gaps.map(({ what }) => what);
    if (Number(pending[0]?.count) > 0)
      problems.push(`${pending[0]?.count} events still wait to be published`);
    return { problems: [...problems, ...compare(rows, acks)], messages: rows.length };
  } finally {
    await client.end();
  }
}

function compare(rows: readonly Ack[], acks: readonly Ack[]): string[] {
  const problems: string[] = [];
  const byId = new Map(rows.map((row) => [row.id, row]));
  const bySend = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.cid} ${row.sender} ${row.clientId}`;
    bySend.set(key, (bySend.get(key) ?? 0) + 1);
  }
  for (const [key, count] of bySend) if (count > 1) problems.push(`doubled: ${key} (${count})`);
  for (const ack of acks) {
    const row = byId.get(ack.id);
    if (!row) problems.push(`lost: ${ack.id} of ${ack.sender} in ${ack.cid}`);
    else if (row.clientId !== ack.clientId || row.text !== ack.text || row.cid !== ack.cid)
      problems.push(`changed: ${ack.id}`);
  }
  return problems;
}
