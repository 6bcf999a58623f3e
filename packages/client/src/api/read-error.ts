import { ChatError } from "@natter/contract/chat-error";
import { isErrorCode, type ErrorCode } from "@natter/contract/errors";

/** Rebuilds the error of an answer; also of one that no chat server made, such as a proxy's page. */
export function readError(response: Response, body: string): ChatError {
  const error = parseErrorBody(body);
  const code =
    error !== null && isErrorCode(error.code) ? error.code : codeOfStatus(response.status);
  const details: Record<string, unknown> = { ...error?.details };
  if (error !== null && error.code !== code) details["code"] = error.code;
  const seconds = retryAfterSeconds(response.headers.get("retry-after"));
  if (seconds !== null) details["retryAfterSeconds"] = seconds;
  return new ChatError(code, error?.message ?? `The server answered ${response.status}.`, {
    ...(Object.keys(details).length > 0 ? { details } : {}),
    ...(error?.requestId === undefined ? {} : { requestId: error.requestId }),
  });
}

/** What a caller meets when no answer came: the same request may succeed later. */
export function unreachable(cause: unknown): ChatError {
  return new ChatError("server.unavailable", "The server cannot be reached. Try again later.", {
    cause,
    details: { network: true },
  });
}

/** The ChatError that something thrown is, by its shape: two bundles have two classes. */
export function asChatError(thrown: unknown): ChatError {
  if (
    thrown instanceof Error &&
    "code" in thrown &&
    typeof thrown.code === "string" &&
    isErrorCode(thrown.code) &&
    "retry" in thrown
  ) {
    return thrown as ChatError; // it has the fields of one
  }
  return new ChatError("internal", thrown instanceof Error ? thrown.message : String(thrown), {
    cause: thrown,
  });
}

/** Throws what an aborted signal gives as its reason; by hand, since not every platform's signal can. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw signal.reason ?? new Error("The call was aborted.");
}

type WireError = {
  code: string;
  message: string;
  details?: Record<string, unknown>;
  requestId?: string;
};

function parseErrorBody(body: string): WireError | null {
  try {
    const { error } = JSON.parse(body) as { error?: Partial<WireError> }; // checked below
    if (typeof error?.code !== "string" || typeof error.message !== "string") return null;
    return { ...error, code: error.code, message: error.message };
  } catch {
    return null; // not JSON: somebody between us and the server answered
  }
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 429) return "request.rate_limited";
  if (status === 502 || status === 503 || status === 504) return "server.unavailable";
  if (status >= 500) return "internal";
  if (status === 401) return "auth.required";
  if (status === 403) return "auth.forbidden";
  if (status === 404) return "route.not_found";
  if (status === 413) return "request.too_large";
  return "request.invalid";
}

function retryAfterSeconds(header: string | null): number | null {
  const seconds = Number(header ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
