import type { RevokeTokenInput } from "@natter/contract";
import type { AppCall } from "../../core/call.ts";
import type { SessionSelection } from "../../adapters/realtime/port.ts";
import { transact } from "../../core/transact.ts";
import { endSessionsBefore } from "../accounts/public.ts";
import { refuseAppTokens } from "../apps/public.ts";
import { refuseUserTokens } from "../users/public.ts";
import { insertRevokedToken } from "./revoked-token-rows.ts";

/** What remembers tokens as good in every process, and must forget them. */
export type TokenMemory = {
  forgetUser(appId: AppCall["appId"], userId: string): Promise<void>;
  forgetApp(appId: AppCall["appId"]): Promise<void>;
};

/** Refuses a user's tokens and log-in sessions from before a time, everywhere and at once. Answers with that time. */
export async function revokeUserTokens(
  { engine, appId }: AppCall,
  memory: TokenMemory,
  { userId, before }: { userId: string; before: string | undefined },
): Promise<{ revokedBefore: string }> {
  const limit = before === undefined ? engine.now() : new Date(before);
  await transact(engine, appId, async (tx) => {
    await refuseUserTokens(tx, userId, limit);
    await endSessionsBefore(tx, limit, userId);
  });
  await memory.forgetUser(appId, userId);
  await engine.realtime.end({ appId, userId, issuedBefore: limit.getTime() / 1_000 });
  return { revokedBefore: limit.toISOString() };
}

/** Refuses all of an app's tokens from before a time, or the one with an id, everywhere and at once. */
export async function revokeAppTokens(
  { engine, appId }: AppCall,
  memory: TokenMemory,
  input: RevokeTokenInput,
): Promise<void> {
  const selection = await transact(engine, appId, async (tx): Promise<SessionSelection> => {
    if ("tokenId" in input) {
      const { tokenId, expiresAt } = input;
      const end = expiresAt === undefined ? null : new Date(expiresAt);
      await insertRevokedToken(tx, { tokenId, expiresAt: end });
      return { appId, tokenId };
    }
    const limit = new Date(input.before);
    await refuseAppTokens(tx, limit);
    await endSessionsBefore(tx, limit);
    return { appId, issuedBefore: limit.getTime() / 1_000 };
  });
  await memory.forgetApp(appId);
  await engine.realtime.end(selection);
}
