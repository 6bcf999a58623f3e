import { errorCatalogue, type ErrorCode } from "./errors.ts";

/** What an error looks like on the wire, over HTTP and in a socket's reply alike. */
export type ErrorBody = {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly details?: Record<string, unknown>;
    readonly requestId: string;
  };
};

type ChatErrorOptions = { details?: Record<string, unknown>; cause?: unknown; requestId?: string };

/**
 * A refusal a caller may see. Tell errors apart by `code`: two bundles have two classes,
 * so `instanceof` is not dependable in a client.
 */
export class ChatError extends Error {
  override readonly name = "ChatError";
  readonly code: ErrorCode;
  readonly status: number;
  readonly retry: boolean;
  readonly details: Record<string, unknown> | undefined;
  readonly requestId: string | undefined;

  constructor(code: ErrorCode, sentence: string, options: ChatErrorOptions = {}) {
    super(sentence, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.retry = errorCatalogue[code].retry;
    this.details = options.details;
    this.requestId = options.requestId;
  }
}
