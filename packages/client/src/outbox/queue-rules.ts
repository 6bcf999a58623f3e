import type { ChatError } from "@natter/contract/chat-error";
import type { Operation } from "./operation.ts";

/**
 * The first queued operation of a queue that may leave. One that is held up (slow mode, a pace) holds up its own type
 * only: what else was done in the channel goes on.
 */
export function nextOf(
  operations: readonly Operation[],
  queue: string,
  isHeld: (type: string) => boolean,
): Operation | null {
  return (
    operations.find(
      (operation) =>
        operation.queue === queue && operation.state === "queued" && !isHeld(operation.type),
    ) ?? null
  );
}

/** The operation that a new one of this queue may take the place of: the last that is still queued there. */
export function lastQueued(operations: readonly Operation[], queue: string): Operation | null {
  const last = operations.findLast((operation) => operation.queue === queue);
  return last?.state === "queued" ? last : null;
}

/**
 * A server that fails so often at one operation will not take it: the others behind it must not wait for ever. One that is away, has
 * no database for a while or is replaced behind its proxy says nothing about the operation.
 */
const mostServerFailures = 10;

/** What a failed try means for an operation, and how many of its failures were the server's own. */
export function judgeFailure(
  error: ChatError,
  serverFailures: number,
): { readonly isOver: boolean; readonly serverFailures: number } {
  const failures =
    serverFailures + (error.status >= 500 && error.code !== "server.unavailable" ? 1 : 0);
  // Without a good token nothing is wrong with the operation: it goes when the user is signed in again.
  const waitsForToken = error.status === 401;
  const waitsForUpdate = error.code === "client.too_old";
  const mayTryAgain = error.retry || waitsForToken || waitsForUpdate;
  return { isOver: !mayTryAgain || failures >= mostServerFailures, serverFailures: failures };
}
