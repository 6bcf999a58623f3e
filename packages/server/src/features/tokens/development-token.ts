import type { DevelopmentTokenInput, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { signUserToken } from "../apps/public.ts";
import { assertActive, insertUser } from "../users/public.ts";

const expiresInSeconds = 86_400;

/** A token for anybody who asks, with a user made to fit: for pages that have no server yet, never for people. */
export async function makeDevelopmentToken(
  { engine, appId }: AppCall,
  { userId, name }: DevelopmentTokenInput,
  isDevelopment: boolean,
): Promise<RouteAnswer<"development.token">> {
  if (!isDevelopment) {
    throw new ChatError(
      "development.not_available",
      "This server is not in development mode. Let your server make tokens: POST /v1/users/{id}/tokens.",
    );
  }
  await transact(engine, appId, async (tx) => {
    await insertUser(tx, { id: userId, name: name ?? userId });
    await assertActive(tx, [userId]);
  });
  return await signUserToken(engine, appId, { userId, expiresInSeconds });
}
