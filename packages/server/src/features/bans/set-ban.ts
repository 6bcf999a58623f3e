import type { ModerationActor, Role } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { writeAudit } from "../audit/public.ts";
import { findBan, holds, saveBan, wholeApp, type BanRow } from "../ban-register/public.ts";
import {
  channelRemoved,
  findMembers,
  lockChannels,
  removeMember,
  tellUsers,
} from "../channels/public.ts";
import { getSummaries } from "../users/public.ts";
import { noticeOf } from "./ban-views.ts";
import { liftBan } from "./lift-ban.ts";

/** A ban to be set; `cid` is '' for the whole app. */
export type NewBan = {
  readonly userId: string;
  readonly cid: string;
  readonly shadow: boolean;
  readonly reason: string;
  readonly expiresAt: Date | null;
  readonly by: ModerationActor;
  /** What the ban answers had waited for so long. */
  readonly waitedMs?: number;
};

/**
 * Bans somebody, in the place of the ban there was. A hard ban from a channel takes them out of it, and remembers their role
 * for when it ends. They are told of a hard ban on their own line; of a shadow ban nobody is told.
 */
export async function setBan(tx: Tx, ban: NewBan): Promise<BanRow> {
  await getSummaries(tx, [ban.userId]);
  const inChannel = ban.cid !== wholeApp;
  if (inChannel) await lockChannels(tx, [ban.cid]);
  const before = await findBan(tx, ban.userId, ban.cid);
  // A shadow ban in the place of a hard one lets them back in first.
  if (before && !before.shadow && ban.shadow) await liftBan(tx, ban);
  const role = inChannel ? await roleToGiveBack(tx, ban, before) : null;
  const row: BanRow = {
    userId: ban.userId,
    cid: ban.cid,
    shadow: ban.shadow,
    reason: ban.reason,
    byType: ban.by.type,
    byId: ban.by.id,
    role,
    createdAt: tx.now,
    expiresAt: ban.expiresAt,
  };
  await saveBan(tx, row);
  await audit(tx, ban);
  if (ban.shadow) return row;
  const out = inChannel ? await removeMember(tx, ban.userId, [ban.cid]) : [];
  const told = { type: "user.banned" as const, data: { ban: noticeOf(row) } };
  await tellUsers(tx, [ban.userId], ...out.map((cid) => channelRemoved(cid)), told);
  return row;
}

async function roleToGiveBack(tx: Tx, ban: NewBan, before: BanRow | null): Promise<Role | null> {
  const [member] = await findMembers(tx, ban.cid, [ban.userId]);
  if (member) return member.role;
  return before && !before.shadow && holds(before, tx.now) ? before.role : null;
}

async function audit(tx: Tx, ban: NewBan): Promise<void> {
  await writeAudit(tx, {
    actor: ban.by,
    action: ban.shadow ? "shadow-ban" : "ban",
    reason: ban.reason,
    subject: { type: "user", id: ban.userId },
    cid: ban.cid === wholeApp ? null : ban.cid,
    userId: ban.userId,
    ...(ban.waitedMs === undefined ? {} : { waitedMs: ban.waitedMs }),
    data: { expiresAt: ban.expiresAt?.toISOString() ?? null },
  });
}
