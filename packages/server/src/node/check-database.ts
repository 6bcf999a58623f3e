import { Client } from "pg";

/** The database answers, but Natter cannot work with it; `message` is one sentence with the cure. */
export class UnsuitableDatabaseError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "UnsuitableDatabaseError";
  }
}

const OLDEST_MAJOR = 15;
const CONNECT_TIMEOUT_MS = 10_000;

interface DatabaseFacts {
  readonly version: number;
  readonly encoding: string;
  readonly role: string;
  readonly mayMakeRoles: boolean;
}

/**
 * Checks an operator's database before anything is written to it: its version, its encoding, and that the role may make the
 * two roles that row-level security needs (unless they are there). Rejects with what `explainStartupProblem` understands.
 */
export async function checkDatabase(url: string): Promise<{ version: string }> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  await client.connect();
  try {
    const { rows } = await client.query<DatabaseFacts>(`
      select current_setting('server_version_num')::int as version,
        current_setting('server_encoding') as encoding,
        current_user as role,
        (rolsuper or rolcreaterole or
          (select count(*) = 2 from pg_roles where rolname in ('natter_app', 'natter_relay'))
        ) as "mayMakeRoles"
      from pg_roles where rolname = current_user`);
    const facts = rows[0];
    if (!facts) throw new UnsuitableDatabaseError("The database does not know its own user.");
    assertSuitable(facts);
    return { version: String(Math.floor(facts.version / 10_000)) };
  } finally {
    await client.end();
  }
}

/** Throws unless Natter can work with such a database. */
export function assertSuitable(facts: DatabaseFacts): void {
  const major = Math.floor(facts.version / 10_000);
  if (major < OLDEST_MAJOR) {
    throw new UnsuitableDatabaseError(
      `The database is PostgreSQL ${major}; Natter needs ${OLDEST_MAJOR} or newer. Upgrade it, or point DATABASE_URL at a newer one.`,
    );
  }
  if (facts.encoding !== "UTF8") {
    throw new UnsuitableDatabaseError(
      `The database keeps text as ${facts.encoding}; Natter needs UTF8. Create it anew with ENCODING 'UTF8'.`,
    );
  }
  if (!facts.mayMakeRoles) {
    throw new UnsuitableDatabaseError(
      `The role "${facts.role}" in DATABASE_URL may not make roles, which keeping apps apart needs. As a superuser, run: ALTER ROLE "${facts.role}" CREATEROLE`,
    );
  }
}
