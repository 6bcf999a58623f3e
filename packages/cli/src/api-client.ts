import { setTimeout as wait } from "node:timers/promises";
import {
  ChatError,
  isErrorCode,
  routes,
  type RouteAnswer,
  type RouteInput,
  type RouteName,
} from "@natter/contract";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import { backoffDelay, maxAttempts, retryAfterDelay } from "./retry-delay.ts";

export type ApiClientOptions = {
  /** The server's address, such as `http://localhost:8800`. */
  readonly endpoint: string;
  /** A server key, `sk_…`. */
  readonly key: string;
  readonly signal?: AbortSignal;
  /** Told of every wait before another attempt. */
  readonly onRetry?: (reason: string, milliseconds: number) => void;
};

type CallOptions = {
  /** The user the server key acts for. */
  readonly actAs?: string;
  /** How often to try when the network or the server fails; 1 for calls that must not happen twice. */
  readonly attempts?: number;
};

export type ApiClient = {
  call<Name extends RouteName>(
    name: Name,
    input: RouteInput<Name>,
    options?: CallOptions,
  ): Promise<RouteAnswer<Name>>;
};

type Parts = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
};

const ErrorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), requestId: z.string() }),
});

type Outcome =
  | { type: "answer"; value: unknown }
  | { type: "refused"; error: ChatError | CliError }
  | { type: "busy"; error: ChatError | CliError; delay: number | null }
  | { type: "failed"; error: CliError };

const requestTimeout = 60_000;
// A server that keeps answering 429 is obeyed for a while before the import gives up.
const maxBusyAnswers = 60;

/**
 * Calls the public API with a server key. Refusals are thrown as `ChatError` by their code. What may pass is tried
 * again: 429 as `Retry-After` says, a failing network or server with a growing delay; then a `CliError` says what failed.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  return {
    async call<Name extends RouteName>(
      name: Name,
      input: RouteInput<Name>,
      callOptions: CallOptions = {},
    ) {
      const value = await callWithRetries(options, name, input as Parts, callOptions);
      const schema = routes[name].answer;
      if (schema === null) return undefined as RouteAnswer<Name>; // the route's answer has no body
      const parsed = schema.safeParse(value);
      if (!parsed.success) {
        throw new CliError(
          `${options.endpoint} answered ${routes[name].path} with something unexpected. ` +
            "Is it a Natter server of this version?",
        );
      }
      return parsed.data as RouteAnswer<Name>; // parsed by the schema this type is made from
    },
  };
}

async function callWithRetries(
  options: ApiClientOptions,
  name: RouteName,
  input: Parts,
  callOptions: CallOptions,
): Promise<unknown> {
  const attempts = callOptions.attempts ?? maxAttempts;
  let failures = 0;
  let busy = 0;
  for (;;) {
    const outcome = await attempt(options, name, input, callOptions.actAs);
    if (outcome.type === "answer") return outcome.value;
    if (outcome.type === "refused") throw outcome.error;
    if (outcome.type === "busy") busy += 1;
    else failures += 1;
    if (failures >= attempts || busy >= maxBusyAnswers) throw outcome.error;
    const delay =
      (outcome.type === "busy" ? outcome.delay : null) ??
      backoffDelay(Math.max(1, failures), Math.random);
    options.onRetry?.(outcome.error.message, delay);
    await wait(delay, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

async function attempt(
  options: ApiClientOptions,
  name: RouteName,
  input: Parts,
  actAs: string | undefined,
): Promise<Outcome> {
  const { method, path } = routes[name];
  const timeout = AbortSignal.timeout(requestTimeout);
  let response: Response;
  let text: string;
  try {
    response = await fetch(requestUrl(options.endpoint, path, input), {
      method,
      headers: {
        authorization: `Bearer ${options.key}`,
        ...(actAs === undefined ? {} : { "x-natter-user": actAs }),
        ...(input.body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      signal: options.signal === undefined ? timeout : AbortSignal.any([options.signal, timeout]),
    });
    text = await response.text();
  } catch (error) {
    options.signal?.throwIfAborted();
    return { type: "failed", error: unreachable(options.endpoint, error) };
  }
  return readOutcome(options.endpoint, response, text);
}

function readOutcome(endpoint: string, response: Response, text: string): Outcome {
  const value = parseJson(text);
  if (response.ok && value !== undefined) return { type: "answer", value };
  const error = toRefusal(value);
  if (response.status === 429) {
    const delay = retryAfterDelay(response.headers.get("retry-after"), Date.now());
    return { type: "busy", error: error ?? new CliError(`${endpoint} asks to wait`), delay };
  }
  if (response.status >= 500) {
    const said = error === null ? `HTTP ${response.status}` : error.message;
    return { type: "failed", error: new CliError(`${endpoint} failed: ${said}`) };
  }
  if (error !== null) return { type: "refused", error };
  throw new CliError(
    `${endpoint} answered HTTP ${response.status} and not as Natter does. Is it a Natter server?`,
  );
}

function requestUrl(endpoint: string, path: string, input: Parts): string {
  const filled = path.replace(/:(\w+)/g, (_, key: string) =>
    encodeURIComponent(input.params?.[key] ?? ""),
  );
  const url = new URL(endpoint.replace(/\/+$/, "") + filled);
  for (const [key, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined) url.searchParams.set(key, String(value));
  }
  return url.href;
}

function parseJson(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON: something else than Natter answered, and the caller says so.
    return undefined;
  }
}

/** The refusal in an error body; one with a code that this version does not know keeps its sentence. */
function toRefusal(value: unknown): ChatError | CliError | null {
  const body = ErrorAnswer.safeParse(value);
  if (!body.success) return null;
  const { code, message, requestId } = body.data.error;
  return isErrorCode(code)
    ? new ChatError(code, message, { requestId })
    : new CliError(`${message} (${code})`);
}

function unreachable(endpoint: string, error: unknown): CliError {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const reason =
    cause instanceof Error
      ? "code" in cause
        ? String(cause.code)
        : cause.message || cause.name
      : String(cause);
  return new CliError(`cannot reach ${endpoint} (${reason}). Is the server running? npm start`, {
    cause: error,
  });
}
