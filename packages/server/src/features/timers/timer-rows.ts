import type { AppId } from "@natter/contract";
import { sql } from "drizzle-orm";
import type { Database } from "../../adapters/database/port.ts";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { timers } from "./timer-table.ts";

/** What a timer is for. Stored, so never renamed. */
export type TimerKind =
  | "poll.close"
  | "pin.expire"
  | "message.expire"
  | "scheduled.send"
  | "reminder.tell"
  | "message.purge";

export type Timer = { readonly kind: TimerKind; readonly key: string };

/** A timer that is due and taken. `dueAt` is until when it is ours: it comes back then unless it is done. */
export type DueTimer = Timer & { readonly dueAt: Date; readonly attempts: number };

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const kind = sql`${placeholder("kind")}`;
const key = sql`${placeholder("key")}`;

const set = statement<{ appId: string; kind: string; key: string; dueAt: Date }>(
  "set_timer",
  sql`insert into ${timers} (app_id, kind, key, due_at, attempts)
      values (${appId}, ${kind}, ${key}, ${placeholder("dueAt")}, 0)
      on conflict (app_id, kind, key) do update set due_at = excluded.due_at, attempts = 0`,
);

/** Sets a timer, in the transaction of what it is for; one that is set already is moved. */
export async function setTimer(tx: Tx, timer: Timer & { readonly dueAt: Date }): Promise<void> {
  await tx.connection.query(set.statement, set.bind({ appId: tx.appId, ...timer }));
}

const cancel = statement<{ appId: string; kind: string; key: string }>(
  "cancel_timer",
  sql`delete from ${timers} where app_id = ${appId} and kind = ${kind} and key = ${key}`,
);

/** Takes a timer away; one that is not set is no matter. */
export async function cancelTimer(tx: Tx, timer: Timer): Promise<void> {
  await tx.connection.query(cancel.statement, cancel.bind({ appId: tx.appId, ...timer }));
}

const dueApps = statement<{ now: Date }>(
  "apps_with_due_timers",
  sql`select distinct app_id as "appId" from ${timers} where due_at <= ${placeholder("now")} limit 100`,
);

/** The apps in which timers are due. */
export async function appsWithDueTimers(database: Database, now: Date): Promise<AppId[]> {
  const rows = await database.transaction({ relay: true }, (connection) =>
    connection.query<{ appId: AppId }>(dueApps.statement, dueApps.bind({ now })),
  );
  return rows.map((row) => row.appId);
}

const take = statement<{ appId: string; now: Date; until: Date; limit: number }>(
  "take_timers",
  sql`with due as (
        select kind, key from ${timers}
        where app_id = ${appId} and due_at <= ${placeholder("now")}
        order by due_at limit ${placeholder("limit")} for update skip locked
      )
      update ${timers} t set due_at = ${placeholder("until")}, attempts = t.attempts + 1
      from due where t.app_id = ${appId} and t.kind = due.kind and t.key = due.key
      returning t.kind, t.key, t.due_at as "dueAt", t.attempts`,
);

/** Takes due timers of an app, so that nobody else does until `until`. */
export function takeTimers(
  tx: Tx,
  range: { now: Date; until: Date; limit: number },
): Promise<DueTimer[]> {
  return tx.connection.query<DueTimer>(take.statement, take.bind({ appId: tx.appId, ...range }));
}

const moveOn = statement<{
  appId: string;
  kind: string;
  key: string;
  dueAt: Date;
  next: Date | null;
}>(
  "settle_timer",
  sql`with done as (
        delete from ${timers}
        where app_id = ${appId} and kind = ${kind} and key = ${key} and due_at = ${placeholder("dueAt")}
          and ${placeholder("next")}::timestamptz is null
      )
      update ${timers} set due_at = ${placeholder("next")}::timestamptz
      where app_id = ${appId} and kind = ${kind} and key = ${key} and due_at = ${placeholder("dueAt")}
        and ${placeholder("next")}::timestamptz is not null`,
);

/** Ends a taken timer, or has it come again at `next`. One that was set anew meanwhile is left as it is. */
export async function settleTimer(tx: Tx, timer: DueTimer, next: Date | null): Promise<void> {
  const { kind: ofKind, key: ofKey, dueAt } = timer;
  await tx.connection.query(
    moveOn.statement,
    moveOn.bind({ appId: tx.appId, kind: ofKind, key: ofKey, dueAt, next }),
  );
}
