import type { AppId, Receipt } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { signalLines } from "../../core/realtime-names.ts";
import type { ReadStateRow } from "./read-state-rows.ts";

type ReceiptType = "message.read" | "message.delivered";

/** Tells a channel's open clients how far its members have read and received: absolute, at most once a second. */
export type ReceiptTeller = {
  tell(appId: AppId, type: ReceiptType, row: ReadStateRow): void;
  stop(): void;
};

const everyMs = 1_000;

/** Makes the teller of this process. The first receipt of a quiet channel goes at once, later ones gather. */
export function createReceiptTeller(engine: () => Engine): ReceiptTeller {
  const gathering = new Map<string, Map<string, Receipt>>();
  const timers = new Set<NodeJS.Timeout>();

  function send(appId: AppId, cid: string, type: ReceiptType, receipts: Receipt[]): void {
    const json = JSON.stringify({ type, cid, receipts });
    engine().realtime.signal(
      signalLines(appId, cid, "receipts"),
      json,
      `${type} ${cid} ${receipts.map((one) => one.userId).join()}`,
    );
  }

  function open(name: string, flush: (receipts: Receipt[]) => void): void {
    gathering.set(name, new Map());
    const timer = setTimeout(() => {
      timers.delete(timer);
      const receipts = [...(gathering.get(name)?.values() ?? [])];
      gathering.delete(name);
      if (receipts.length === 0) return;
      open(name, flush);
      flush(receipts);
    }, everyMs);
    timers.add(timer);
  }

  return {
    tell(appId, type, row) {
      const receipt = receiptOf(row);
      const name = `${appId} ${type} ${row.cid}`;
      const waiting = gathering.get(name);
      if (waiting) {
        waiting.set(row.userId, receipt);
        return;
      }
      open(name, (receipts) => send(appId, row.cid, type, receipts));
      send(appId, row.cid, type, [receipt]);
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** What others see of a read state: the highest numbers ever, never the user's own watermark. */
export function receiptOf(row: ReadStateRow): Receipt {
  const receipt = {
    userId: row.userId,
    readSeq: row.receiptSeq,
    readAt: row.readAt?.toISOString() ?? null,
    deliveredSeq: row.deliveredSeq,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
  return receipt as Receipt; // user ids in our rows were parsed when they came in
}
