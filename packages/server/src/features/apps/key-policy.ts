import type { KeyScope } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";

/** A key gives no more than it has: else one that may only manage keys could make itself any other. */
export function assertMayGrant(own: readonly KeyScope[], wanted: readonly KeyScope[]): void {
  const missing = wanted.filter((scope) => !own.includes(scope));
  if (missing.length === 0) return;
  throw new ChatError(
    "auth.forbidden",
    `This key has no scope ${missing.join(", ")}, so it can give it to no other.`,
    { details: { missingScopes: missing } },
  );
}

/** An app keeps its live keys few enough to look through. */
export function assertRoomForKey(count: number): void {
  if (count < mostLiveKeys) return;
  throw new ChatError("key.too_many", `An app has at most ${mostLiveKeys} live keys. Revoke some.`);
}

const mostLiveKeys = 50;
