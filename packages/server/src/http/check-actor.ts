import type { RouteAuth } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Call } from "../core/call.ts";

/** Refuses a caller of the wrong kind before anything else of a route runs. */
export function checkActor(call: Call, auth: RouteAuth): void {
  const { type } = call.actor;
  if (auth === "none") return;
  if (type === "anonymous")
    throw new ChatError("auth.required", "Send a token in the Authorization header.");
  if (auth === "admin" && type !== "admin") {
    throw new ChatError("auth.forbidden", "Only the platform's admin key may do this.");
  }
  if (auth === "server" && type !== "server") {
    throw new ChatError("auth.forbidden", "Only a server key may do this, without X-Natter-User.");
  }
  if (auth === "user" && type !== "user") {
    throw new ChatError(
      "auth.required",
      "This needs a user: send a user token, or X-Natter-User with a server key.",
    );
  }
  if (auth === "any" && type === "admin") {
    throw new ChatError(
      "auth.forbidden",
      "An admin key manages apps; use a server key of the app.",
    );
  }
}
