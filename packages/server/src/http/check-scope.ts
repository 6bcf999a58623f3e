import { scopeOf, type RouteName } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Actor } from "../core/call.ts";

/** Refuses a secret key that lacks the scope of a route, for itself or for the user it acts for. */
export function checkScope(actor: Actor, route: RouteName): void {
  const scopes = scopesOf(actor);
  const scope = scopeOf(route);
  if (scopes === null || scopes.includes(scope)) return;
  throw new ChatError(
    "auth.forbidden",
    `This key has no scope "${scope}". Use a key that has it, or make one: natter keys create.`,
    { details: { missingScopes: [scope] } },
  );
}

/** Null for whoever did not come with a secret key. */
function scopesOf(actor: Actor) {
  if (actor.type === "server") return actor.scopes;
  return actor.type === "user" && actor.key ? actor.key.scopes : null;
}
