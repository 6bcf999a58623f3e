import type { z } from "zod";
import type { ErrorCode } from "./errors.ts";
import { paths, type RouteName } from "./paths.ts";

/**
 * Who may call a route.
 * `none`: anyone, with a publishable key where the app must be known. `user`: a user, or a server key that acts for one.
 * `server`: a server key. `any`: a user or a server key for itself. `admin`: the platform's admin key.
 */
export type RouteAuth = "none" | "user" | "server" | "any" | "admin";

type RouteRules = {
  readonly auth: RouteAuth;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Null where the answer has no body. */
  readonly answer: z.ZodType | null;
  readonly status: 200 | 201 | 204;
  /** Another form in which the answer can be had, for people to keep. */
  readonly alsoAs?: "text/csv";
  /** The status where nothing new was made, since the call was a repeat. */
  readonly repeatStatus?: 200;
  readonly errors: readonly ErrorCode[];
  /** What a call takes from the caller's rate limits, for what makes the server work; 1 when not said. */
  readonly cost?: number;
  /** Whether the same call may be made over the socket. */
  readonly rpc?: true;
};

export type Route = RouteRules & {
  readonly name: RouteName;
  readonly method: string;
  readonly path: string;
};

/** Joins a route's rules to its method and path. */
export function route<Name extends RouteName, const Rules extends RouteRules>(
  name: Name,
  rules: Rules,
) {
  const [method, path] = paths[name].split(" ") as [string, string]; // every entry of `paths` is "METHOD /path"
  return { name, method, path, ...rules };
}
