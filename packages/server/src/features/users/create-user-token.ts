import type { AppCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { signUserToken } from "../apps/public.ts";
import { getSummaries } from "./user-views.ts";

/** Makes a token for a user who exists. Nothing is stored: it is good until it expires. */
export async function createUserToken(
  call: AppCall,
  userId: string,
  expiresInSeconds: number,
): Promise<{ token: string; expiresAt: string; tokenId: string }> {
  const { engine, appId } = call;
  await transact(engine, appId, (tx) => getSummaries(tx, [userId]));
  return await signUserToken(engine, appId, { userId, expiresInSeconds });
}
