import type { ChannelField, ChannelTest, FilterValue } from "@natter/contract";
import { sql, type SQL } from "drizzle-orm";
import { lastMessageAtOf, messageSeqOf } from "../../core/stream-heads.ts";
import { hasMember } from "../channels/views/public.ts";

type Is = Extract<ChannelTest, { type: "is" }>;

const stream = sql`'chat:' || c.cid`;
const channelApp = sql`c.app_id`;

/** When the newest message of the channel `c` came, null before the first. */
export const lastMessageAt = lastMessageAtOf({ appId: channelApp, stream });

// What each field is of a channel `c`, the caller's member row `m` and settings `s`, and the caller's counts `u`.
const columns: Record<Exclude<ChannelField, "members" | "custom">, SQL> = {
  cid: sql`c.cid`,
  id: sql`substr(c.cid, strpos(c.cid, ':') + 1)`,
  type: sql`c.type`,
  kind: sql`c.kind`,
  spaceId: sql`c.space_id::text`,
  createdBy: sql`c.created_by`,
  name: sql`c.name`,
  memberCount: sql`c.member_count`,
  unread: sql`coalesce(u.unread, 0)`,
  mentions: sql`coalesce(u.mentions, 0)`,
  createdAt: sql`c.created_at`,
  updatedAt: sql`c.updated_at`,
  lastMessageAt,
  hasUnread: sql`coalesce(u.unread > 0, false)`,
  joined: sql`(m.user_id is not null)`,
  frozen: sql`c.frozen`,
  muted: sql`coalesce(s.muted and (s.muted_until is null or s.muted_until > now()), false)`,
  pinned: sql`(s.pinned_at is not null)`,
  archived: sql`coalesce(s.archived, false)`,
  hidden: sql`coalesce(s.hidden_seq >= ${messageSeqOf({ appId: channelApp, stream })}, false)`,
};

const kinds: Partial<Record<ChannelField, SQL>> = {
  memberCount: sql.raw("bigint"),
  unread: sql.raw("bigint"),
  mentions: sql.raw("bigint"),
  createdAt: sql.raw("timestamptz"),
  updatedAt: sql.raw("timestamptz"),
  lastMessageAt: sql.raw("timestamptz"),
  hasUnread: sql.raw("boolean"),
  joined: sql.raw("boolean"),
  frozen: sql.raw("boolean"),
  muted: sql.raw("boolean"),
  pinned: sql.raw("boolean"),
  archived: sql.raw("boolean"),
  hidden: sql.raw("boolean"),
};
const text = sql.raw("text");

/** A filter as a condition on the channel `c`. Every value is a parameter; never null, so that it can be negated. */
export function filterSql(test: ChannelTest): SQL {
  if (test.type === "is") return test.field === "custom" ? customSql(test) : fieldSql(test);
  const parts = test.tests.map(filterSql);
  if (parts.length === 0) return test.type === "any" ? sql`false` : sql`true`;
  const joined = sql.join(parts, test.type === "all" ? sql` and ` : sql` or `);
  return test.type === "none" ? sql`(not (${joined}))` : sql`(${joined})`;
}

function fieldSql({ field, operator, value }: Is): SQL {
  if (field === "members") return membersSql(operator, value);
  if (field === "custom") throw new Error("A field of the channel's own data has a key.");
  const column = columns[field];
  const kind = kinds[field] ?? text;
  const operand = sql`${sql.param(value)}`;
  switch (operator) {
    case "$eq":
      return sql`(${column} is not distinct from ${operand}::${kind})`;
    case "$ne":
      return sql`(${column} is distinct from ${operand}::${kind})`;
    case "$in":
      return sql`coalesce(${column} = any(${operand}::${kind}[]), false)`;
    case "$nin":
      return sql`coalesce(${column} <> all(${operand}::${kind}[]), true)`;
    case "$gt":
      return sql`coalesce(${column} > ${operand}::${kind}, false)`;
    case "$gte":
      return sql`coalesce(${column} >= ${operand}::${kind}, false)`;
    case "$lt":
      return sql`coalesce(${column} < ${operand}::${kind}, false)`;
    case "$lte":
      return sql`coalesce(${column} <= ${operand}::${kind}, false)`;
    case "$exists":
      return sql`((${column} is not null) = ${operand}::boolean)`;
    case "$autocomplete":
      return sql`(${spaced(sql`c.name`)} like ${`% ${escaped(spacedText(String(value)))}%`})`;
    case "$q":
      return wordsSql(String(value));
    case "$contains":
      throw new Error(`${field} contains nothing.`);
    default:
      return operator satisfies never;
  }
}

function membersSql(operator: Is["operator"], value: Is["value"]): SQL {
  const wanted = sql`${sql.param(operator === "$contains" ? [value] : value)}::text[]`;
  return operator === "$nin" ? sql`(not ${hasMember(wanted)})` : hasMember(wanted);
}

/** Conditions on a key of the channel's own data: values are equal as JSON, `$contains` looks into a list. */
function customSql({ key, operator, value }: Is): SQL {
  const found = sql`(c.custom -> ${key}::text)`;
  const json = (one: FilterValue) => sql`${JSON.stringify(one)}::jsonb`;
  const several = () => sql`${sql.param(listOf(value).map((one) => JSON.stringify(one)))}::jsonb[]`;
  switch (operator) {
    case "$exists":
      return sql`((${found} is not null) = ${value}::boolean)`;
    case "$ne":
      return sql`(${found} is distinct from ${json(value as FilterValue)})`; // no list, by the parser
    case "$in":
      return sql`coalesce(${found} = any(${several()}), false)`;
    case "$nin":
      return sql`coalesce(${found} <> all(${several()}), true)`;
    case "$contains":
      return sql`coalesce(jsonb_typeof(${found}) = 'array' and ${found} @> ${json(value as FilterValue)}, false)`; // as above
    default:
      return sql`coalesce(${found} = ${json(value as FilterValue)}, false)`; // as above
  }
}

/** Every word of a text stands somewhere in the name. */
function wordsSql(value: string): SQL {
  const words = value
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  const patterns = words.map((word) => `%${escaped(word)}%`);
  return sql`coalesce(lower(c.name) like all (${sql.param(patterns)}::text[]), false)`;
}

// Words of a name begin after a space or one of these.
const dividers = "-_/.#:";

function spaced(column: SQL): SQL {
  return sql`(' ' || translate(lower(coalesce(${column}, '')), ${dividers}, ${" ".repeat(dividers.length)}))`;
}

function spacedText(value: string): string {
  return value.toLowerCase().replace(/[-_/.#:]/g, " ");
}

function escaped(value: string): string {
  return value.replace(/[\\%_]/g, "\\$&");
}

function listOf(value: Is["value"]): readonly FilterValue[] {
  return typeof value === "object" ? value : [value];
}
