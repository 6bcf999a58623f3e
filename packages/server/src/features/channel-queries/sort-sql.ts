import type { ChannelSort, ChannelSortField } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { sql, type SQL } from "drizzle-orm";
import { lastMessageAt } from "./filter-sql.ts";

/** How many characters of a name count for its place: a cursor must hold them. */
const nameCharacters = 48;

// Times in microseconds, as exact as they are kept. No key is ever null.
const keys: Record<ChannelSortField, SQL> = {
  lastMessageAt: micros(sql`coalesce(${lastMessageAt}, c.created_at)`),
  createdAt: micros(sql`c.created_at`),
  updatedAt: micros(sql`c.updated_at`),
  name: sql`(left(lower(coalesce(c.name, '')), ${sql.raw(String(nameCharacters))}) collate "C")`,
  memberCount: sql`c.member_count::bigint`,
  unread: sql`coalesce(u.unread, 0)::bigint`,
  mentions: sql`coalesce(u.mentions, 0)::bigint`,
  pinned: sql`(s.pinned_at is not null)::int::bigint`,
};

function micros(time: SQL): SQL {
  return sql`(extract(epoch from ${time}) * 1000000)::bigint`;
}

type Key = { readonly column: SQL; readonly kind: SQL; readonly isDescending: boolean };

/** The columns that put channels in order: those asked for, then the address, so that no two are equal. */
export function sortKeys(sort: readonly ChannelSort[]): Key[] {
  const asked = sort.map(({ field, direction }) => ({
    column: keys[field],
    kind: field === "name" ? sql.raw(`text collate "C"`) : sql.raw("bigint"),
    isDescending: direction === "desc",
  }));
  const last = { column: sql`c.cid`, kind: sql.raw(`text collate "C"`), isDescending: false };
  return [...asked, last];
}

export function orderSql(list: readonly Key[]): SQL {
  return sql.join(
    list.map(({ column, isDescending }) => (isDescending ? sql`${column} desc` : column)),
    sql`, `,
  );
}

/** What comes after a place: beyond it in the first key, or equal there and beyond it in the next, and so on. */
export function afterSql(list: readonly Key[], place: readonly string[]): SQL {
  const beyond = list.map(({ column, kind, isDescending }, index) => {
    const value = sql`${place[index] ?? ""}::${kind}`;
    const equal = list
      .slice(0, index)
      .map((key, before) => sql`${key.column} = ${place[before] ?? ""}::${key.kind} and `);
    const here = isDescending ? sql`${column} < ${value}` : sql`${column} > ${value}`;
    return sql`(${sql.join(equal, sql``)}${here})`;
  });
  return sql`(${sql.join(beyond, sql` or `)})`;
}

/** Refuses a place that is none of this order: only numbers are compared with numbers. */
export function assertPlace(sort: readonly ChannelSort[], place: readonly string[]): void {
  const isGood = sort.every(
    ({ field }, index) => field === "name" || /^-?\d{1,18}$/.test(place[index] ?? ""),
  );
  if (!isGood) throw new ChatError("request.invalid", "That is not a cursor of this query.");
}
