import type { AppId, Message, PinInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import type { Engine } from "../../core/engine.ts";
import { channelStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { assertCan, lockChannels } from "../channels/public.ts";
import {
  findMessages,
  lockMessage,
  openForChange,
  touchMessage,
  viewOf,
  type MessageRow,
} from "../messages/public.ts";
import { cancelTimer, setTimer } from "../timers/public.ts";
import { countPins, deletePin, findEndedPin, findPins, putPin } from "./pin-rows.ts";

/** Pins a message. Pinned already, only its end is changed; the same again changes nothing. */
export function pinMessage(
  call: UserCall,
  { messageId, expiresInSeconds }: PinInput & { messageId: string },
): Promise<Message> {
  const { userId } = call;
  return transact(call.engine, call.appId, async (tx) => {
    await lockChannelOf(tx, messageId);
    const { row, access } = await openForChange(tx, messageId, userId);
    assertCan(access, "pin");
    if (row.deletedAt) throw new ChatError("message.deleted", "The message was deleted.");
    const expiresAt =
      expiresInSeconds === undefined ? null : new Date(tx.now.getTime() + expiresInSeconds * 1_000);
    const [before] = await findPins(tx, [messageId]);
    if (before && before.expiresAt?.getTime() === expiresAt?.getTime()) {
      return await viewOf(tx, row, userId);
    }
    if (!before) await assertRoom(tx, row.cid);
    const pin = before ?? { messageId, cid: row.cid, pinnedBy: userId, pinnedAt: tx.now };
    await putPin(tx, { ...pin, expiresAt });
    const timer = { kind: "pin.expire", key: messageId } as const;
    if (expiresAt) await setTimer(tx, { ...timer, dueAt: expiresAt });
    else await cancelTimer(tx, timer);
    return await viewOf(tx, await tellUpdated(tx, row), userId);
  });
}

/** Takes a pin away. Where there is none, nothing changes. */
export function unpinMessage(call: UserCall, messageId: string): Promise<Message> {
  return transact(call.engine, call.appId, async (tx) => {
    const { row, access } = await openForChange(tx, messageId, call.userId);
    assertCan(access, "pin");
    if (!(await deletePin(tx, messageId))) return await viewOf(tx, row, call.userId);
    await cancelTimer(tx, { kind: "pin.expire", key: messageId });
    return await viewOf(tx, await tellUpdated(tx, row), call.userId);
  });
}

/** Takes away a pin whose time is over. */
export async function expirePin(engine: Engine, appId: AppId, messageId: string): Promise<void> {
  await transact(engine, appId, async (tx) => {
    const row = await lockMessage(tx, messageId);
    if (!row || !(await findEndedPin(tx, messageId))) return;
    await deletePin(tx, messageId);
    await tellUpdated(tx, row);
  });
}

/** Two pins at the same moment must not pass the limit together: the channel comes before its message. */
async function lockChannelOf(tx: Tx, messageId: string): Promise<void> {
  const [row] = await findMessages(tx, [messageId]);
  if (row) await lockChannels(tx, [row.cid]);
}

async function assertRoom(tx: Tx, cid: string): Promise<void> {
  const { pinsPerChannel } = tx.limits;
  if ((await countPins(tx, cid)) < pinsPerChannel) return;
  throw new ChatError("pin.too_many", `A channel has at most ${pinsPerChannel} pins.`);
}

async function tellUpdated(tx: Tx, row: MessageRow): Promise<MessageRow> {
  const only = row.shadowed && row.senderId !== null ? { shadowOf: row.senderId } : {};
  const data = { messageId: row.id, ...only };
  const version = await tx.emit(channelStream(row.cid), { type: "message.updated", data });
  await touchMessage(tx, row.id, version);
  return { ...row, version };
}
