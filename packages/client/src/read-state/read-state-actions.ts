import type { ChatError } from "@natter/contract/chat-error";
import { defaultLimits } from "@natter/contract/limits";
import type { RouteAnswer } from "../api/api-types.ts";
import { withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { Channel, Message } from "../wire/entities.ts";
import { applyReceipts } from "./apply-receipts.ts";
import { applyReadAnswer, raiseWatermark, withWatermark } from "./apply-unread.ts";
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

type Doors = { readonly engine: Engine; readonly fetchChannel: (cid: string) => Promise<void> };

export function createReadStateActions({ engine, fetchChannel }: Doors): ReadStateActions {
  const delivered = new Map<string, number>();
  const told = new Map<string, number>();

  const readCalls = createPacedCalls(engine, everyMs, async (cid) => {
    const watermark = channelOf(cid)?.membership?.watermark;
    if (watermark === undefined) return;
    const calledAt = unreadAsOf(cid);
    const answer = await engine
      .api("readState.mark", { params: { cid }, body: { ...watermark } }, engine)
      .catch((thrown: unknown) => takeBack(cid, asChatError(thrown)));
    await settle(cid, answer, calledAt);
  });

  const deliveredCalls = createPacedCalls(engine, everyMs, async (cid) => {
    const seq = delivered.get(cid) ?? 0;
    if (seq <= (told.get(cid) ?? 0)) return;
    await engine.api("readState.markDelivered", { params: { cid }, body: { seq } }, engine);
    told.set(cid, seq);
  });

  /** A refused mark never happened: what the server says takes its place. */
  async function takeBack(cid: string, error: ChatError): Promise<never> {
    if (!error.retry && !engine.signal.aborted) {
      engine.store.update((state) =>
        changeKnownChannel(state, cid, (entry) => withWatermark(entry, { generation: 0, seq: 0 })),
      );
      await fetchChannel(cid);
    }
    throw error;
  }

  function unreadAsOf(cid: string): number {
    return engine.store.getState().channels[cid]?.unreadAsOf ?? 0;
  }

  async function settle(
    cid: string,
    answer: RouteAnswer<"readState.mark">,
    calledAt: number,
  ): Promise<void> {
    const viewerId = viewerIdOf(engine);
    engine.store.update((state) =>
      changeKnownChannel(state, cid, (entry) => applyReadAnswer(entry, answer, calledAt, viewerId)),
    );
    if (engine.store.getState().channels[cid]?.stale) await fetchChannel(cid);
  }

  function channelOf(cid: string): Channel | null {
    return engine.store.getState().channels[cid]?.channel ?? null;
  }

  function noteDelivered(cid: string, seq: number): void {
    const channel = channelOf(cid);
    if (!channel?.membership || channel.memberCount > defaultLimits.receiptMembers) return;
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
      const viewerId = viewerIdOf(engine);
      engine.store.update((state) =>
        changeKnownChannel(state, cid, (entry) =>
          raiseWatermark(entry, { generation, seq: upTo }, viewerId),
        ),
      );
      readCalls.request(cid);
    },
    async markUnread(cid, seq) {
      const params = { cid };
      try {
        const calledAt = unreadAsOf(cid);
        const answer = await withRetries(engine, 4, () =>
          engine.api("readState.markUnread", { params, body: { seq } }, engine),
        );
        await settle(cid, answer, calledAt);
      } catch (thrown) {
        throw asChatError(thrown);
      }
    },
    noteListed(cids) {
      for (const cid of cids) {
        const channel = channelOf(cid);
        if (channel && channel.unread.count > 0) noteDelivered(cid, channel.messageSeq);
      }
    },
    async loadReceipts(cid) {
      const channel = channelOf(cid);
      if (!channel?.membership || channel.memberCount > defaultLimits.receiptMembers) return;
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
