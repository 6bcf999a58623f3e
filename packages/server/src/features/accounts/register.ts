import { hash, verify } from "@node-rs/argon2";
import type { LoginInput, RegisterInput, SignedInAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { insertUser } from "../users/public.ts";
import { findPasswordHash, insertAccount } from "./account-rows.ts";
import { beginSession } from "./session.ts";

/** Creates a user with a password and signs in. A user id that is taken, with or without an account, is refused. */
export async function register(call: AppCall, input: RegisterInput): Promise<SignedInAnswer> {
  const passwordHash = await hash(input.password);
  await transact(call.engine, call.appId, async (tx) => {
    const user = await insertUser(tx, { id: input.username, name: input.name ?? input.username });
    if (!user)
      throw new ChatError("account.username_taken", `The user name "${input.username}" is taken.`);
    await insertAccount(tx, user.id, passwordHash);
  });
  return await beginSession(call, input.username);
}

// Verified when there is no such account, so that its answer takes as long as one for a wrong password.
const nobodysHash = hash("the password of nobody");

/** Signs in. A wrong name and a wrong password answer alike. */
export async function logIn(
  call: AppCall,
  { username, password }: LoginInput,
): Promise<SignedInAnswer> {
  const known = await transact(call.engine, call.appId, (tx) => findPasswordHash(tx, username));
  const isRight = await verify(known ?? (await nobodysHash), password);
  if (!known || !isRight) {
    throw new ChatError("account.invalid_credentials", "The user name or the password is wrong.");
  }
  return await beginSession(call, username);
}
