import { existsSync, rmSync } from "node:fs";
import { Client } from "pg";

const hereNow = `select concat_ws('/', s.system_identifier, c.timeline_id, d.oid) as place
  from pg_control_system() s, pg_control_checkpoint() c, pg_database d where d.datname = current_database()`;

/**
 * Gives every stream a new epoch when the database is not where it was at the last start: it came out of a backup, so clients may
 * hold numbers that it will give again, to other events. With a new epoch they fetch afresh. Whoever restored in place says so
 * by a file, which goes when it is done. Answers whether that was so.
 */
export async function renewAfterRestore(url: string, saidByFile: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("begin");
    // Two servers that start at once: the second waits here, and finds the place noted.
    await client.query("lock table natter_migrations.origin");
    const { rows: noted } = await client.query<{ here: boolean }>(
      `select exists (select from natter_migrations.origin o where o.place = (${hereNow})) as here`,
    );
    const isRestored = noted[0]?.here !== true || existsSync(saidByFile);
    if (isRestored) await renewAll(client);
    await client.query("commit");
    rmSync(saidByFile, { force: true });
    return isRestored;
  } finally {
    await client.end();
  }
}

async function renewAll(client: Client): Promise<void> {
  const epoch = `r${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;
  await client.query("select natter_migrations.renew_epochs($1)", [epoch]);
  await client.query("delete from natter_migrations.origin");
  await client.query(`insert into natter_migrations.origin (place) ${hereNow}`);
}
