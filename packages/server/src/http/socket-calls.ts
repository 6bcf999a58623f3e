import { routes, UserId, type AppId, type RouteName } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Gate } from "../adapters/realtime/port.ts";
import type { Call } from "../core/call.ts";
import type { Engine } from "../core/engine.ts";
import type { Dispatch } from "./dispatch.ts";
import { errorBody, toChatError } from "./error-response.ts";
import type { RateLimiter } from "./rate-limit.ts";

type SocketCallParts = {
  readonly engine: () => Engine;
  readonly dispatch: Dispatch;
  readonly rateLimiter: RateLimiter | null;
};

/**
 * Calls over a socket: the method is a route's name, the data its `{params, query, body}`. They run the same code under
 * the same limits as over HTTP, and a refusal comes back as the same body with its status.
 */
export function createSocketCalls({ engine, dispatch, rateLimiter }: SocketCallParts): Gate["rpc"] {
  return async (user, method, input, session) => {
    const requestId = engine().newId();
    const { log } = engine();
    try {
      const name = callable(method);
      const call = { engine: engine(), ...actorOf(user), requestId, log, session };
      await rateLimiter?.admit(call, name);
      return await dispatch(call, name, typeof input === "object" && input !== null ? input : {});
    } catch (error) {
      const refusal = toChatError(error, { log, requestId, route: method });
      return { status: refusal.status, body: errorBody(refusal, requestId) };
    }
  };
}

function callable(method: string): RouteName {
  if (Object.hasOwn(routes, method) && "rpc" in routes[method as RouteName])
    return method as RouteName; // an own key of the table
  throw new ChatError("route.not_found", "There is no such call over the socket.");
}

function actorOf(user: string): Pick<Call, "appId" | "actor"> {
  const dot = user.indexOf(".");
  const userId = UserId.parse(user.slice(dot + 1));
  return { appId: user.slice(0, dot) as AppId, actor: { type: "user", userId, sessionId: null } }; // made by realtimeUser
}
