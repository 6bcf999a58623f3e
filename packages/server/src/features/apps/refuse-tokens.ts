import type { Tx } from "../../core/transact.ts";
import { lockApp, updateApp } from "./app-rows.ts";

/** Refuses the app's tokens from before a time. An earlier time than the one given before changes nothing. */
export async function refuseAppTokens(tx: Tx, before: Date): Promise<void> {
  const app = await lockApp(tx);
  if (app && (app.tokensValidAfter?.getTime() ?? 0) < before.getTime())
    await updateApp(tx, { tokensValidAfter: before });
}
