import { closing, errorMessage, isTemporary, type DisconnectCode } from "./codes.ts";

/** A refusal that the client sees as the error of its command. Own codes are 400-1999. */
export class HubError extends Error {
  readonly code: number;
  readonly temporary: boolean;

  constructor(code: number, message = errorMessage(code), options: { temporary?: boolean } = {}) {
    super(message);
    this.name = "HubError";
    this.code = code;
    this.temporary = options.temporary ?? isTemporary(code);
  }
}

/** A refusal that ends the connection; the code decides whether the client comes back. */
export class HubDisconnect extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: DisconnectCode) {
    const end = closing(code);
    super(end.reason);
    this.name = "HubDisconnect";
    this.code = end.code;
    this.reason = end.reason;
  }
}
