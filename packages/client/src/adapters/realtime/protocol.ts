// What the client says and hears in the Centrifugo protocol (JSON, version 2, https://centrifugal.dev/docs/transports/client_protocol),
// as far as it is used here.

/** A place in a stream: of another epoch nothing can be recovered. */
export type Position = { readonly epoch: string; readonly offset: number };

export type Publication = { readonly data: unknown; readonly offset?: number };

/** How a subscription begins; fields that are not there are false, nothing or empty. */
export type SubscribeResult = Partial<Position> & {
  readonly recoverable?: boolean;
  readonly was_recovering?: boolean;
  readonly recovered?: boolean;
  readonly publications?: readonly Publication[];
  readonly data?: unknown;
  readonly expires?: boolean;
  readonly ttl?: number;
};

export type ConnectResult = {
  /** So often, in seconds, the server is heard of at least; 0 or absent for never. */
  readonly ping?: number;
  /** Whether it wants an answer to a ping. */
  readonly pong?: boolean;
  readonly expires?: boolean;
  /** For how many seconds the token is good. */
  readonly ttl?: number;
  /** Streams that the server subscribes the session to. */
  readonly subs?: Readonly<Record<string, SubscribeResult>>;
};

/** What comes unasked: of a stream where it names one. */
export type Push = {
  readonly channel?: string;
  readonly pub?: Publication;
  readonly subscribe?: SubscribeResult;
  readonly unsubscribe?: { readonly code: number; readonly reason: string };
  readonly disconnect?: { readonly code: number; readonly reason: string };
};

export type Reply = {
  readonly id?: number;
  readonly error?: {
    readonly code: number;
    readonly message: string;
    readonly temporary?: boolean;
  };
  readonly push?: Push;
} & { readonly [method: string]: unknown };

/** The server answered that it will not. */
export class CallRefused extends Error {
  override readonly name = "CallRefused";
  readonly code: number;
  /** Whether the same may succeed later, with a new token if `isExpired`. */
  readonly passes: boolean;

  constructor({ code, message, temporary }: NonNullable<Reply["error"]>) {
    super(message);
    this.code = code;
    this.passes = temporary === true || code < 100 || code === tokenExpired;
  }

  get isExpired(): boolean {
    return this.code === tokenExpired;
  }
}

const tokenExpired = 109;

/** Codes of a closed connection after which it is not opened again with what there is. */
export function isTerminal(code: number): boolean {
  return (code >= 3_500 && code < 4_000) || (code >= 4_500 && code < 5_000);
}

/** The server let go of a connection or a stream because its state is void: token and positions are, too. */
export const stateInvalidated = { disconnect: 3_014, unsubscribe: 2_502 };
export const connectionExpired = 3_005;
/** From this code on, a stream that the server ended is asked for again. */
export const firstPassingUnsubscribe = 2_500;

/** The place after a subscription began, from which it can be gone on with. */
export function positionOf({
  recoverable,
  epoch = "",
  offset = 0,
}: SubscribeResult): Position | null {
  return recoverable === true ? { epoch, offset } : null;
}

export function advance(position: Position | null, { offset }: Publication): Position | null {
  return position === null || offset === undefined ? position : { ...position, offset };
}
