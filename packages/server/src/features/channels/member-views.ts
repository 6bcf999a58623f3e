import type { Member } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { userSummaries } from "../users/public.ts";
import type { MemberRow } from "./member-rows.ts";

/** Members as anyone who may read their channel sees them, in the order of the rows. */
export async function memberViews(tx: Tx, rows: readonly MemberRow[]): Promise<Member[]> {
  const people = await userSummaries(tx, [...new Set(rows.map((row) => row.userId))]);
  return rows.flatMap(({ userId, role, joinedAt }) => {
    const user = people.get(userId);
    return user ? [{ user, role, joinedAt: joinedAt.toISOString() }] : [];
  });
}
