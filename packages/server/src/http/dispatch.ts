import { routes, type ParsedInput, type RouteName } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { z } from "zod";
import type { Call } from "../core/call.ts";
import { Answer, type Feature, type Handlers } from "../core/feature.ts";
import { checkCaller } from "./check-caller.ts";
import { checkActor } from "./check-actor.ts";
import { checkScope } from "./check-scope.ts";

/** What came in for a route, before parsing. */
export type RawInput = { params?: unknown; query?: unknown; body?: unknown };

/** Runs a route by name: the one way in for HTTP and for calls over a socket. */
export type Dispatch = (
  call: Call,
  name: RouteName,
  input: RawInput,
) => Promise<{ status: number; body: unknown }>;

type AnyHandler = (call: Call, input: ParsedInput<RouteName>) => Promise<unknown>;

/** Joins the rooms' handlers to the route table. Throws at once when a route has none, or two. */
export function createDispatch(features: readonly Feature[]): Dispatch {
  const handlers = new Map<string, AnyHandler>();
  for (const feature of features) {
    for (const [name, handler] of Object.entries<Handlers[RouteName]>(feature.handlers)) {
      if (handlers.has(name)) throw new Error(`Route ${name} has two handlers.`);
      handlers.set(name, handler as AnyHandler); // the input it gets is parsed by the schemas of this very route
    }
  }
  const missing = Object.keys(routes).filter((name) => !handlers.has(name));
  if (missing.length > 0) throw new Error(`Routes without a handler: ${missing.join(", ")}.`);

  return async (call, name, input) => {
    const route = routes[name];
    checkActor(call, route.auth);
    checkScope(call.actor, name);
    checkCaller(call.actor, name);
    const parsed = {
      params: parsePart("params" in route ? route.params : undefined, input.params ?? {}, "params"),
      query: parsePart("query" in route ? route.query : undefined, input.query ?? {}, "query"),
      body: parsePart("body" in route ? route.body : undefined, input.body, "body"),
    };
    const handler = handlers.get(name);
    const answer = await handler?.(call, parsed as ParsedInput<RouteName>); // parsed by the schemas the type is made of
    return answer instanceof Answer
      ? { status: answer.status, body: answer.body }
      : { status: route.status, body: answer };
  };
}

function parsePart(schema: z.ZodType | undefined, value: unknown, part: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, 10).map((issue) => ({
    path: [part, ...issue.path].join("."),
    message: issue.message,
  }));
  const first = issues[0];
  throw new ChatError(
    "request.invalid",
    `${first?.path ?? part}: ${first?.message ?? "not valid"}`,
    {
      details: { issues },
    },
  );
}
