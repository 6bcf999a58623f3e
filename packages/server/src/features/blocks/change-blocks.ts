import type { Block, BlockKind as Kind, PageQuery } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { userStream } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { getSummaries, userSummaries } from "../users/public.ts";
import { deleteBlock, insertBlock, pageOfBlocks } from "./block-rows.ts";

/** Mutes or blocks somebody for the caller, and tells their other devices. Doing it again changes nothing. */
export function setBlock(call: UserCall, kind: Kind, otherId: string): Promise<void> {
  if (otherId === call.userId)
    throw new ChatError("request.invalid", "Nobody mutes or blocks themselves.");
  return transact(call.engine, call.appId, async (tx) => {
    await getSummaries(tx, [otherId]);
    if (!(await insertBlock(tx, { userId: call.userId, otherId, kind }))) return;
    const data = { kind, userId: otherId, on: true };
    await tx.emit(userStream(call.userId), { type: "notification.block", data });
  });
}

/** Takes a mute or a block back. Where there is none, nothing changes. */
export function liftBlock(call: UserCall, kind: Kind, otherId: string): Promise<void> {
  return transact(call.engine, call.appId, async (tx) => {
    if (!(await deleteBlock(tx, { userId: call.userId, otherId, kind }))) return;
    const data = { kind, userId: otherId, on: false };
    await tx.emit(userStream(call.userId), { type: "notification.block", data });
  });
}

/** Whom the caller muted or blocked. Nobody else sees this list. */
export function listBlocks(
  call: UserCall,
  kind: Kind,
  { limit, cursor }: PageQuery,
): Promise<{ items: Block[]; next: string | null; previous: null }> {
  return transact(call.engine, call.appId, async (tx) => {
    const [after = ""] = cursor === undefined ? [] : decodeCursor(cursor, 1);
    const range = { userId: call.userId, kind, after, limit: limit + 1 };
    const rows = await pageOfBlocks(tx, range);
    const shown = rows.slice(0, limit);
    const people = await userSummaries(
      tx,
      shown.map((row) => row.otherId),
    );
    const last = shown.at(-1);
    return {
      items: shown.flatMap(({ otherId, createdAt }) => {
        const user = people.get(otherId);
        return user ? [{ user, createdAt: createdAt.toISOString() }] : [];
      }),
      next: last && rows.length > limit ? encodeCursor([last.otherId]) : null,
      previous: null,
    };
  });
}
