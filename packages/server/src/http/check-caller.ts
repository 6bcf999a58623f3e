import { callerClassOf, routesOf, type RouteName } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Actor } from "../core/call.ts";

/** Refuses guests and readers without a name every route that is not listed for them. */
export function checkCaller(actor: Actor, route: RouteName): void {
  if (actor.type !== "user") return;
  const allowed = routesOf[callerClassOf(actor.userId)];
  if (allowed === null || allowed.includes(route)) return;
  throw new ChatError("auth.forbidden", "This needs an account: guests may not do it.");
}
