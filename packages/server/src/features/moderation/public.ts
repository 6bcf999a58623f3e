import type { Call } from "../../core/call.ts";
import type { Screened, Writing } from "../../core/screening.ts";

/**
 * Looks over what somebody wrote before it is published: `moderation.blocked` refuses it, `shadow` says that its author alone
 * is to see it. Call it before the transaction, and `concerns` after it with what the writing became. An app without rules
 * costs nothing.
 */
export function moderate(call: Call, writing: Writing): Screened | Promise<Screened> {
  return call.engine.screen(call, writing);
}
