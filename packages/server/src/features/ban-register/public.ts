import type { Tx } from "../../core/transact.ts";
import { banned, holds } from "./ban-refusal.ts";
import { findBan, wholeApp } from "./ban-rows.ts";

export { holds } from "./ban-refusal.ts";
export {
  banWeightOf,
  deleteBan,
  findBan,
  isLetIn,
  pageOfBans,
  readEndedBans,
  saveBan,
  shadowWeight,
  pageOfToldBans,
  wholeApp,
  type BanRow,
} from "./ban-rows.ts";
export { noteShadowSend, shadowSentAtOf } from "./shadow-sends.ts";

/** Refuses somebody who is banned from the whole app with `user.banned`. A shadow ban passes: it is never told. */
export async function assertNotBanned(tx: Tx, userId: string): Promise<void> {
  const ban = await findBan(tx, userId, wholeApp);
  if (ban && !ban.shadow && holds(ban, tx.now)) throw banned(ban);
}

/** Refuses somebody of whom it was just found that they are banned from a channel, or from the app. */
export async function refuseBanned(tx: Tx, userId: string, cid: string): Promise<never> {
  const bans = await Promise.all([findBan(tx, userId, wholeApp), findBan(tx, userId, cid)]);
  const ban = bans.find((one) => one !== null && !one.shadow && holds(one, tx.now));
  throw banned(ban ?? { cid, reason: "", expiresAt: null });
}
