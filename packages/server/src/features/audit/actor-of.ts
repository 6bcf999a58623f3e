import type { ModerationActor } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Actor } from "../../core/call.ts";

/** Who acts, as the audit log names them: a user by their id, a server key by its own. */
export function actorOf(actor: Actor): ModerationActor {
  if (actor.type === "user") return { type: "user", id: actor.userId };
  if (actor.type === "server") return { type: "server", id: actor.keyId };
  throw new ChatError("auth.required", "This needs a user or a server key.");
}
