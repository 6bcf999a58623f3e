import { ChatError, type ErrorBody } from "@natter/contract/chat-error";
import type { Logger } from "pino";
import { DatabaseUnavailable, sqlState } from "../adapters/database/port.ts";

/**
 * The refusal a caller sees. Anything that is no `ChatError` is our own fault or the database's: it is logged with the
 * request's id and shown without its text.
 */
export function toChatError(
  error: unknown,
  context: { log: Logger; requestId: string; route: string },
): ChatError {
  if (error instanceof ChatError) return error;
  const { log, requestId, route } = context;
  if (error instanceof DatabaseUnavailable) {
    log.warn({ requestId, route, reason: error.message }, "the database is not available");
    return new ChatError(
      "server.unavailable",
      "The server cannot reach its database. Try again in a moment.",
    );
  }
  log.error({ err: describe(error), requestId, route }, "unexpected error");
  return new ChatError(
    "internal",
    "Something went wrong on the server. The request id helps to find it in the logs.",
  );
}

/** An error on the wire. */
export function errorBody(error: ChatError, requestId: string): ErrorBody {
  const details = error.details === undefined ? {} : { details: error.details };
  return { error: { code: error.code, message: error.message, ...details, requestId } };
}

// What PostgreSQL says of a failed statement can quote its parameters, that is, people's text. Of its errors only what
// names our own schema is kept, and the place in our code.
function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = sqlState(error);
  if (code === undefined) return { type: error.name, message: error.message, stack: error.stack };
  const { constraint, table, routine } = error as {
    constraint?: unknown;
    table?: unknown;
    routine?: unknown;
  }; // fields that pg sets
  const stack = error.stack?.replace(error.message, `SQLSTATE ${code}`);
  return { type: "DatabaseError", code, constraint, table, routine, stack };
}
