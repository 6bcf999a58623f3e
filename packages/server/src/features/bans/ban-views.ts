import type { Ban, BanNotice } from "@natter/contract";
import type { EventView } from "../../core/event-log.ts";
import type { Tx } from "../../core/transact.ts";
import { userSummaries } from "../users/public.ts";
import { wholeApp, type BanRow } from "../ban-register/public.ts";

/** Bans as those who may ban see them. */
export async function banViews(tx: Tx, rows: readonly BanRow[]): Promise<Ban[]> {
  const people = await userSummaries(tx, [...new Set(rows.map((row) => row.userId))]);
  return rows.map((row) => {
    const view = {
      user: people.get(row.userId) ?? { id: row.userId, name: row.userId, image: null },
      ...notice(row),
      shadow: row.shadow,
      by: { type: row.byType, id: row.byId },
    };
    return view as Ban; // ids in our rows were parsed when they came in
  });
}

/** A ban as its subject is told of it. Never ask it of a shadow ban. */
export function noticeOf(row: BanRow): BanNotice {
  return notice(row) as BanNotice; // as above
}

/** `user.banned`: what was stored with the fact, for the ban can have ended since. */
export const viewBanned: EventView = (_tx, stored) =>
  Promise.resolve(stored.map(({ data }) => ({ ban: data["ban"] })));

function notice({ cid, reason, createdAt, expiresAt }: BanRow) {
  return {
    cid: cid === wholeApp ? null : cid,
    reason,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
