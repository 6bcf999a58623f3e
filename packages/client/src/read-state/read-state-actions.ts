import { asChatError } from "../api/read-error.ts";
import type { Engine } from "../engine.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { Channel, Message } from "../wire/entities.ts";
import { applyReceipts } from "./apply-receipts.ts";
import { markRead } from "./mark-read.ts";
import { markUnread } from "./mark-unread.ts";
import { createPacedCalls } from "./paced-calls.ts";

export type ReadStateActions = {
  markRead(cid: string, seq: number | undefined): void;
  markUnread(cid: string, seq: number): Promise<void>;
  /** A message reached this client. */
  noteDelivered(cid: string, seq: number): void;
  /** Tells of what arrived while the viewer was away. */
  noteListed(cids: readonly string[]): void;
  loadReceipts(cid: string): Promise<void>;
};

const everyMs = 1_000;

type Doors = { readonly engine: Engine; readonly outbox: Outbox };

export function createReadStateActions({ engine, outbox }: Doors): ReadStateActions {
  const delivered = new Map<string, number>();
  const told = new Map<string, number>();

  const deliveredCalls = createPacedCalls(engine, everyMs, async (cid) => {
    const seq = delivered.get(cid) ?? 0;
    if (seq <= (told.get(cid) ?? 0)) return;
    await engine.api("readState.markDelivered", { params: { cid }, body: { seq } }, engine);
    told.set(cid, seq);
  });

  function channelOf(cid: string): Channel | null {
    return engine.store.getState().channels[cid]?.channel ?? null;
  }

  function noteDelivered(cid: string, seq: number): void {
    const channel = channelOf(cid);
    if (!channel?.membership || channel.degraded.includes("receipts")) return;
    if (seq <= channel.membership.watermark.seq || seq <= (delivered.get(cid) ?? 0)) return;
    delivered.set(cid, seq);
    deliveredCalls.request(cid);
  }

  return {
    noteDelivered,
    markRead(cid, seq) {
      const channel = channelOf(cid);
      if (!channel?.membership) return;
      const { generation, seq: before } = channel.membership.watermark;
      const upTo = Math.min(seq ?? channel.messageSeq, channel.messageSeq);
      if (upTo <= before) return;
      outbox.add(markRead, { cid, watermark: { generation, seq: upTo } });
    },
    async markUnread(cid, seq) {
      const before = channelOf(cid)?.membership?.watermark.generation ?? 0;
      const watermark = { generation: before + 1, seq: Math.max(0, seq - 1) };
      await outbox.add(markUnread, { cid, seq, watermark }).done;
    },
    noteListed(cids) {
      for (const cid of cids) {
        const channel = channelOf(cid);
        if (channel && channel.unread.count > 0) noteDelivered(cid, channel.messageSeq);
      }
    },
    async loadReceipts(cid) {
      const channel = channelOf(cid);
      if (!channel?.membership || channel.degraded.includes("receipts")) return;
      try {
        const { items } = await engine.api("readState.receipts", { params: { cid } }, engine);
        engine.store.update((state) =>
          changeKnownChannel(state, cid, (entry) => applyReceipts(entry, items)),
        );
      } catch (thrown) {
        if (!engine.signal.aborted) {
          engine.log("debug", "Receipts could not be fetched.", asChatError(thrown));
        }
      }
    },
  };
}

/** Whether a message that just arrived is one to report as delivered. */
export function isOfAnother(message: Message, viewerId: string | null): boolean {
  return message.sender !== null && message.sender.id !== viewerId;
}
