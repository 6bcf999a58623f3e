import { z } from "zod";
import { defaultLimits } from "./limits.ts";

/** An opaque place in a list. Only what a server gave as `next` or `previous` is good. */
export const Cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,512}$/, "a cursor is what an earlier page gave");
export type Cursor = z.infer<typeof Cursor>;

const pageSize = z.int().min(1).max(defaultLimits.pageSizeMax);

/** How many items a page holds: 1 to 100, 50 when not said. In a query, where everything is a string. */
export const PageLimit = z.coerce.number().pipe(pageSize).default(defaultLimits.pageSize);

/** The same in a body. */
export const PageLimitInBody = pageSize.default(defaultLimits.pageSize);

/** The query of a list that is read from its beginning on. */
export const PageQuery = z.strictObject({ limit: PageLimit, cursor: Cursor.optional() });
export type PageQuery = z.infer<typeof PageQuery>;

/** A page of a list: `next` and `previous` are cursors, null at the ends. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: Cursor.nullable(), previous: Cursor.nullable() });
}

export type Page<Item> = { items: Item[]; next: Cursor | null; previous: Cursor | null };
