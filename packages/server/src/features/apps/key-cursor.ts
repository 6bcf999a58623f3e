import type { KeyListQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";

/** A place in a list of keys, the newest first: behind one that was created then and has that id. */
export type KeyPlace = { readonly createdAt: Date; readonly id: string };

/** A page of a list of keys: `read` answers so many rows behind a place. */
export async function pageOfKeys<Row extends { readonly createdAt: Date }>(
  { limit, cursor }: KeyListQuery,
  idOf: (row: Row) => string,
  read: (page: { behind: KeyPlace | null; limit: number }) => Promise<Row[]>,
): Promise<{ rows: Row[]; next: string | null }> {
  const rows = await read({
    behind: cursor === undefined ? null : readPlace(cursor),
    limit: limit + 1,
  });
  const last = rows[limit - 1];
  const hasMore = rows.length > limit && last !== undefined;
  const next = hasMore ? encodeCursor([last.createdAt.toISOString(), idOf(last)]) : null;
  return { rows: rows.slice(0, limit), next };
}

/** The condition of what stands behind a place, of a table with these columns; none at the beginning. */
export function isBehind(
  columns: { readonly createdAt: SQLWrapper; readonly id: SQLWrapper },
  place: KeyPlace | null,
): SQL | undefined {
  if (place === null) return undefined;
  return sql`(${columns.createdAt}, ${columns.id}) < (${place.createdAt}, ${place.id})`;
}

function readPlace(cursor: string): KeyPlace {
  const [at = "", id = ""] = decodeCursor(cursor, 2);
  const createdAt = new Date(at);
  if (!/^\d{4}-/.test(at) || Number.isNaN(createdAt.getTime()))
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  return { createdAt, id };
}
