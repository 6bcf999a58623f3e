import { channelStream } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { findHeir, saveMemberRole } from "../channels/public.ts";

/** Gives a group whose owner is gone to the next in rank, then in time. */
export async function handOver(tx: Tx, cid: string, memberCount: number): Promise<void> {
  const heir = await findHeir(tx, cid);
  if (!heir || heir.role === "owner") return;
  await saveMemberRole(tx, heir, "owner");
  const data = { userId: heir.userId, memberCount };
  await tx.emit(channelStream(cid), { type: "member.updated", data });
}
