import { ChatError } from "@natter/contract/chat-error";
import type { Actor } from "../core/call.ts";

/** The platform's admin, by the key that this server was started with. */
export function adminActor(
  bearer: string,
  origin: string | undefined,
  adminKey: string | undefined,
): { appId: null; actor: Actor } {
  if (origin !== undefined) {
    throw new ChatError(
      "auth.secret_key_in_browser",
      "The admin key must never be used in a browser. Give the server another one now.",
    );
  }
  if (adminKey === undefined || !isSame(bearer, adminKey)) {
    throw new ChatError(
      "auth.invalid_key",
      "The admin key is not the one this server was started with.",
    );
  }
  return { appId: null, actor: { type: "admin" } };
}

/** Compares without telling by its time how much was right. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [new TextEncoder().encode(one), new TextEncoder().encode(other)];
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1)
    difference |= (a[index] ?? 0) ^ (b[index % b.length] ?? 0);
  return difference === 0;
}
