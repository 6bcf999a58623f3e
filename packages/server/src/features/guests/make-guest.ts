import {
  anonymousIdPrefix,
  guestIdPrefix,
  UserId,
  type GuestSettings,
  type RouteAnswer,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { guestSettingsOf, signUserToken } from "../apps/public.ts";
import { moderated } from "../moderation/public.ts";
import { getUser, insertUser } from "../users/public.ts";

/** A day: who comes back later is another guest. */
const tokenSeconds = 86_400;

/** Makes a guest user with a token, where the app lets guests in and takes the name. */
export async function makeGuest(
  call: AppCall,
  name: string,
): Promise<RouteAnswer<"guests.create">> {
  const { engine, appId } = call;
  await transact(engine, appId, (tx) => assertLetIn(tx, "guests"));
  const userId = UserId.parse(`${guestIdPrefix}${engine.newId()}`);
  // Looked over as what it becomes: a user of this name.
  const actor = { type: "user" as const, userId, sessionId: null };
  return await moderated(
    { ...call, actor },
    { surface: "user-name", text: name },
    {
      act: () => letIn(call, userId, name),
      subjectOf: ({ user }) => ({ type: "user", id: user.id }),
    },
  );
}

async function letIn({ engine, appId }: AppCall, userId: UserId, name: string) {
  const user = await transact(engine, appId, async (tx) => {
    await assertLetIn(tx, "guests");
    await insertUser(tx, { id: userId, name, image: null });
    return await getUser(tx, userId);
  });
  const { token, expiresAt } = await signUserToken(engine, appId, {
    ...{ userId, expiresInSeconds: tokenSeconds },
  });
  return { user, token, expiresAt };
}

/** Makes a token to read without a name, where the app lets anybody read. Nothing is stored of who reads. */
export async function makeAnonymous(call: AppCall): Promise<RouteAnswer<"guests.anonymous">> {
  const { engine, appId } = call;
  await transact(engine, appId, (tx) => assertLetIn(tx, "anonymous"));
  const userId = `${anonymousIdPrefix}${engine.newId()}`;
  const { token, expiresAt } = await signUserToken(engine, appId, {
    ...{ userId, expiresInSeconds: tokenSeconds },
  });
  return { userId, token, expiresAt };
}

async function assertLetIn(tx: Tx, who: keyof GuestSettings): Promise<void> {
  if ((await guestSettingsOf(tx))[who]) return;
  throw new ChatError("guest.not_allowed", "This app lets in only people with an account.");
}
