import type { ModerationActor } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { writeAudit } from "../audit/public.ts";
import { deleteBan, wholeApp, type BanRow } from "../ban-register/public.ts";
import { addMembers, channelAdded, lockChannels, tellUsers } from "../channels/public.ts";
import { findSpaceMembers } from "../spaces/public.ts";

type Lifting = {
  readonly userId: string;
  readonly cid: string;
  readonly by: ModerationActor;
  readonly reason?: string;
};

/**
 * Ends a ban, or `ban.not_found`. Whom a hard ban took out of a channel is a member again, if they still may be one; what
 * was shadowed stays so for ever.
 */
export async function liftBan(tx: Tx, lifting: Lifting): Promise<BanRow> {
  const { userId, cid, by } = lifting;
  const [channel] = cid === wholeApp ? [] : await lockChannels(tx, [cid]);
  const ban = await deleteBan(tx, userId, cid);
  if (!ban) throw new ChatError("ban.not_found", "There is no such ban.");
  await writeAudit(tx, {
    actor: by,
    action: by.type === "automation" ? "ban-ended" : "unban",
    reason: lifting.reason ?? "",
    subject: { type: "user", id: userId },
    cid: cid === wholeApp ? null : cid,
    userId,
    data: { shadow: ban.shadow },
  });
  if (ban.shadow) return ban;
  const role = ban.role;
  const mayReturn = channel && role !== null && (await isOfItsSpace(tx, channel.spaceId, userId));
  const back = mayReturn ? await addMembers(tx, channel, [{ userId, role }]) : [];
  const told = {
    type: "user.unbanned" as const,
    data: { cid: cid === wholeApp ? null : cid },
  };
  await tellUsers(tx, [userId], told, ...back.map(() => channelAdded(cid)));
  return ban;
}

async function isOfItsSpace(tx: Tx, spaceId: string | null, userId: string): Promise<boolean> {
  return spaceId === null || (await findSpaceMembers(tx, spaceId, [userId])).length > 0;
}
