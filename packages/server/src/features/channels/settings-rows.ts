import type { NotificationLevel } from "@natter/contract";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { channelSettings, members } from "./channel-table.ts";

/** How a member keeps a channel, as columns of a joined row: all null for whoever changed nothing, or is no member. */
export type SettingsColumns = {
  readonly hiddenSeq: number | null;
  readonly archived: boolean | null;
  readonly pinnedAt: Date | null;
  readonly muted: boolean | null;
  readonly mutedUntil: Date | null;
  readonly notifications: NotificationLevel | null;
};

/** The columns of `channel_settings` joined as `s`. */
export const settingsColumns = sql.raw(
  `s.hidden_seq as "hiddenSeq", s.archived, s.pinned_at as "pinnedAt", s.muted, s.muted_until as "mutedUntil", s.notifications`,
);

/** Joins how the member of a row `m` keeps its channel, as `s`: by its key, whatever a plan takes people for. */
export const settingsJoin = sql`left join lateral (
        select * from ${channelSettings} s where s.app_id = m.app_id and s.cid = m.cid and s.user_id = m.user_id limit 1
      ) s on true`;

const placeholder = sql.placeholder;

const some = statement<{ appId: string; userId: string; cids: readonly string[] }>(
  "channel_settings_of",
  sql`select m.cid, ${settingsColumns} from unnest(${placeholder("cids")}::text[]) as wanted (cid)
      cross join lateral (
        select m.app_id, m.cid, m.user_id from ${members} m
        where m.app_id = ${placeholder("appId")} and m.cid = wanted.cid and m.user_id = ${placeholder("userId")} limit 1
      ) m
      ${settingsJoin}`,
);

/** A user's settings of those of some channels that they are a member of. */
export function findSettings(
  tx: Tx,
  userId: string,
  cids: readonly string[],
): Promise<(SettingsColumns & { cid: string })[]> {
  return tx.connection.query(some.statement, some.bind({ appId: tx.appId, userId, cids }));
}

/** What is to be kept; `hidden` hides up to the newest message there is. Undefined leaves things as they are. */
export type SettingsChange = {
  readonly hidden: boolean | undefined;
  readonly archived: boolean | undefined;
  readonly pinned: boolean | undefined;
  readonly muted: boolean | undefined;
  readonly mutedUntil: Date | null;
  readonly notifications: NotificationLevel | undefined;
};

const save = statement<{
  appId: string;
  cid: string;
  userId: string;
  hidden: boolean | null;
  messageSeq: number;
  archived: boolean | null;
  pinned: boolean | null;
  muted: boolean | null;
  mutedUntil: Date | null;
  notifications: string | null;
  now: Date;
}>(
  "save_channel_settings",
  sql`insert into ${channelSettings} as s
        (app_id, cid, user_id, hidden_seq, archived, pinned_at, muted, muted_until, notifications)
      values (${placeholder("appId")}, ${placeholder("cid")}, ${placeholder("userId")},
        case when ${placeholder("hidden")}::boolean then ${placeholder("messageSeq")}::bigint end,
        coalesce(${placeholder("archived")}::boolean, false),
        case when ${placeholder("pinned")}::boolean then ${placeholder("now")}::timestamptz end,
        coalesce(${placeholder("muted")}::boolean, false), ${placeholder("mutedUntil")}::timestamptz,
        coalesce(${placeholder("notifications")}::text, 'all'))
      on conflict (app_id, cid, user_id) do update set
        hidden_seq = case when ${placeholder("hidden")}::boolean is null then s.hidden_seq else excluded.hidden_seq end,
        archived = coalesce(${placeholder("archived")}::boolean, s.archived),
        pinned_at = case when ${placeholder("pinned")}::boolean is null then s.pinned_at
          when ${placeholder("pinned")}::boolean then coalesce(s.pinned_at, excluded.pinned_at) end,
        muted = coalesce(${placeholder("muted")}::boolean, s.muted),
        muted_until = case when ${placeholder("muted")}::boolean is null then s.muted_until else excluded.muted_until end,
        notifications = coalesce(${placeholder("notifications")}::text, s.notifications)`,
);

/** Changes how a member keeps a channel, in one statement, so that two devices never undo each other's change. */
export async function saveSettings(
  tx: Tx,
  at: { cid: string; userId: string; messageSeq: number },
  change: SettingsChange,
): Promise<void> {
  await tx.connection.query(
    save.statement,
    save.bind({
      appId: tx.appId,
      ...at,
      hidden: change.hidden ?? null,
      archived: change.archived ?? null,
      pinned: change.pinned ?? null,
      muted: change.muted ?? null,
      mutedUntil: change.mutedUntil,
      notifications: change.notifications ?? null,
      now: tx.now,
    }),
  );
}
