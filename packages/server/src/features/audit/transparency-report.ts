import type { TransparencyQuery, TransparencyReport } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { countActs, readWaiting } from "./report-rows.ts";

/** How the appeals of a time and place stand: another room's to say. */
export type CountAppeals = (
  tx: Parameters<typeof countActs>[0],
  span: Parameters<typeof countActs>[1],
) => Promise<TransparencyReport["appeals"]>;

const yearMs = 366 * 86_400_000;

/** Counts the acts of the audit log from one moment (inclusive) to another (exclusive). */
export function makeReport(
  call: Call,
  { from, to, cid }: TransparencyQuery,
  countAppeals: CountAppeals,
): Promise<TransparencyReport> {
  const { engine, appId } = inApp(call);
  return transact(engine, appId, async (tx) => {
    const end = to === undefined ? new Date(tx.now.getTime() + 1) : new Date(to);
    const start = from === undefined ? new Date(end.getTime() - yearMs) : new Date(from);
    if (start > end)
      throw new ChatError("request.invalid", "The report's beginning is behind its end.");
    const span = { from: start, to: end, cid: cid ?? null };
    const [actions, waiting, appeals] = await Promise.all([
      countActs(tx, span),
      readWaiting(tx, span),
      countAppeals(tx, span),
    ]);
    const sum = (by?: string) =>
      actions.reduce((total, one) => total + (!by || one.by === by ? one.count : 0), 0);
    return {
      from: start.toISOString(),
      to: end.toISOString(),
      cid: cid ?? null,
      total: sum(),
      byPeople: sum("person"),
      byAutomation: sum("automation"),
      actions,
      timeToDecision: waiting,
      appeals,
    };
  });
}
