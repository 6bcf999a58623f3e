import type { ChatError } from "@natter/contract/chat-error";
import { contractLevel, levelHeader } from "@natter/contract/level";
import { paths, type RouteName } from "@natter/contract/paths";
import type { Clock } from "../adapters/clock.ts";
import type { Fetch } from "../adapters/fetch.ts";
import { reviveDates } from "../wire/revive-dates.ts";
import type { Api, CallOptions } from "./api-types.ts";
import { asChatError, readError, throwIfAborted, unreachable } from "./read-error.ts";
import { routesWithoutToken } from "./routes-without-token.ts";
import { meansSignedOut, type TokenSource } from "./token-source.ts";

export type CallDoors = {
  readonly endpoint: string;
  readonly appKey: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly tokens: TokenSource;
  /** Told when there is no good token to be had. */
  readonly onUnauthorized: (error: ChatError) => void;
  /** Told when the server serves clients of this age no more. */
  readonly onTooOld: (error: ChatError) => void;
};

const answerWithinMs = 15_000;

type Input = {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
};

/**
 * Calls routes over HTTP. A refused token is renewed once and the call repeated; no other failure is tried again here.
 * Throws ChatError: as the server said, or `server.unavailable` when no answer came within 15 s; or what `signal` gives.
 */
export function createCall(doors: CallDoors): Api {
  async function call(name: RouteName, input: Input = {}, options: CallOptions = {}) {
    if (routesWithoutToken.has(name)) return request(doors, name, input, null, options);
    throwIfAborted(options.signal);
    const token = await tokenOrGiveUp(doors, () => doors.tokens.get());
    try {
      return await request(doors, name, input, token, options);
    } catch (error) {
      if (!isTokenRefused(error)) throw error;
    }
    const renewed = await tokenOrGiveUp(doors, () => doors.tokens.renew(token));
    try {
      return await request(doors, name, input, renewed, options);
    } catch (error) {
      if (isTokenRefused(error)) doors.onUnauthorized(asChatError(error));
      throw error;
    }
  }
  // The route's name ties input and answer together; inside, both are plain JSON.
  return call as unknown as Api;
}

async function tokenOrGiveUp(doors: CallDoors, get: () => Promise<string>): Promise<string> {
  try {
    return await get();
  } catch (thrown) {
    const error = asChatError(thrown);
    if (!meansSignedOut(error)) throw unreachable(thrown);
    doors.onUnauthorized(error);
    throw error;
  }
}

function isTokenRefused(error: unknown): boolean {
  const { status, code } = asChatError(error);
  return status === 401 && code !== "auth.invalid_key" && code !== "account.invalid_credentials";
}

async function request(
  doors: CallDoors,
  name: RouteName,
  input: Input,
  token: string | null,
  { signal, keepalive = false }: CallOptions,
): Promise<unknown> {
  const abort = new AbortController();
  const giveUp = doors.clock.after(answerWithinMs, () => abort.abort());
  const pass = () => abort.abort();
  throwIfAborted(signal);
  signal?.addEventListener("abort", pass);
  try {
    const [url, init] = toRequest(doors, name, input, token, abort.signal);
    const response = await doors.fetch(url, keepalive ? { ...init, keepalive } : init);
    const body = await response.text();
    if (!response.ok) throw refusal(doors, readError(response, body));
    return body === "" ? undefined : reviveDates(JSON.parse(body));
  } catch (thrown) {
    throwIfAborted(signal);
    const error = asChatError(thrown);
    // Whatever is not a server's word is a broken way to it: no network, a timeout, a proxy's page.
    throw error === thrown ? error : unreachable(thrown);
  } finally {
    giveUp.cancel();
    signal?.removeEventListener("abort", pass);
  }
}

function refusal(doors: CallDoors, error: ChatError): ChatError {
  if (error.code === "client.too_old") doors.onTooOld(error);
  return error;
}

function toRequest(
  doors: CallDoors,
  name: RouteName,
  input: Input,
  token: string | null,
  signal: AbortSignal,
): [string, RequestInit] {
  const [method, path] = paths[name].split(" ") as [string, string]; // every entry is "METHOD /path"
  const headers: Record<string, string> = {
    "x-natter-key": doors.appKey,
    [levelHeader]: String(contractLevel),
  };
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  if (input.body !== undefined) headers["content-type"] = "application/json";
  return [
    joinUrl(doors.endpoint, path, input),
    {
      method,
      headers,
      signal,
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    },
  ];
}

function joinUrl(endpoint: string, path: string, input: Input): string {
  const filled = path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(input.params?.[key] ?? ""),
  );
  // By hand: URLSearchParams is only half there in React Native.
  const search = Object.entries(input.query ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(String(value))}`)
    .join("&");
  return `${endpoint.replace(/\/+$/, "")}${filled}${search === "" ? "" : `?${search}`}`;
}
