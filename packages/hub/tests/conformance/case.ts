import { Centrifuge, type Options, type Subscription, type SubscriptionOptions } from "centrifuge";
import { Centrifuge as ProtobufCentrifuge } from "centrifuge/build/protobuf";
import { SignJWT } from "jose";
import { WebSocket } from "ws";
import { FetchEventSource } from "../support/event-source.ts";
import { openRaw, type RawClient } from "../support/raw-client.ts";
import type { Lane, Target } from "./target.ts";

/** One thing that every server of this protocol does, on every lane. */
export type Case = {
  readonly title: string;
  run(at: CaseContext): Promise<void>;
  /** Lanes on which it makes sense; default: all. */
  readonly lanes?: (lane: Lane) => boolean;
  /** Targets that do otherwise, and why ours is right all the same. */
  readonly differs?: Partial<Record<Target["name"], string>>;
};

export type Claims = {
  sub?: string;
  exp?: number;
  expire_at?: number;
  info?: unknown;
  channels?: string[];
  channel?: string;
};

export type CaseContext = {
  readonly target: Target;
  readonly lane: Lane;
  /** A name that no other case uses. */
  readonly id: string;
  token(claims: Claims): Promise<string>;
  client(claims: Claims, options?: Partial<Options>): Promise<Centrifuge>;
  /** A WebSocket that says exactly what the case wants. */
  raw(): Promise<RawClient>;
  /** A connected client that is subscribed to `channel`, and what it hears. */
  listen(
    user: string,
    channel: string,
    options?: Partial<SubscriptionOptions>,
  ): Promise<{ client: Centrifuge; subscription: Subscription; heard: unknown[] }>;
  /** Calls the server API; the result, or an error with the code in its message. */
  api<Result = Record<string, unknown>>(method: string, params: object): Promise<Result>;
  /** Payloads as the lane's client takes and gives them: bytes in Protobuf. */
  encode(value: unknown): unknown;
  decode(data: unknown): unknown;
};

export function createContext(
  target: Target,
  lane: Lane,
  id: string,
  onFinished: (task: () => void) => void,
): CaseContext {
  const isProtobuf = lane.protocol === "protobuf";
  const encode = (value: unknown): unknown =>
    isProtobuf ? new TextEncoder().encode(JSON.stringify(value)) : value;
  const decode = (data: unknown): unknown =>
    data instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(data)) : data;
  const token = (claims: Claims): Promise<string> =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "HS256" })
      .sign(new TextEncoder().encode(target.tokenSecret));

  async function client(claims: Claims, options: Partial<Options> = {}): Promise<Centrifuge> {
    // The two builds of the client differ in the codec only.
    const Client = (isProtobuf ? ProtobufCentrifuge : Centrifuge) as typeof Centrifuge;
    const made = new Client([{ transport: lane.transport, endpoint: endpointOf(target, lane) }], {
      websocket: WebSocket,
      eventsource: FetchEventSource,
      fetch: globalThis.fetch,
      readableStream: globalThis.ReadableStream,
      emulationEndpoint: `${target.origin}/emulation`,
      token: await token(claims),
      minReconnectDelay: 10,
      maxReconnectDelay: 50,
      ...options,
    });
    onFinished(() => made.disconnect());
    return made;
  }

  return {
    target,
    lane,
    id,
    token,
    client,
    encode,
    decode,
    raw: () => openRaw(endpointOf(target, lane), {}, onFinished),
    api: (method, params) => callApi(target, method, params),
    async listen(user, channel, options) {
      const listener = await client({ sub: user });
      const subscription = listener.newSubscription(channel, {
        minResubscribeDelay: 1,
        ...options,
      });
      const heard: unknown[] = [];
      subscription.on("publication", ({ data }) => heard.push(decode(data)));
      subscription.subscribe();
      listener.connect();
      await subscription.ready();
      return { client: listener, subscription, heard };
    },
  };
}

export function endpointOf(target: Target, lane: Lane): string {
  const url = `${target.origin}/connection/${lane.transport}`;
  return lane.transport === "websocket" ? url.replace("http", "ws") : url;
}

export class ApiError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

async function callApi<Result>(target: Target, method: string, params: object): Promise<Result> {
  const response = await fetch(`${target.origin}/api/${method}`, {
    method: "POST",
    headers: { "X-API-Key": target.apiKey, "Content-Type": "application/json" },
    body: JSON.stringify(params),
  });
  // A batch has no result around its replies.
  const body = (await response.json()) as {
    result?: Result;
    error?: { code: number; message: string };
  };
  if (body.error) throw new ApiError(body.error.code, body.error.message);
  return body.result ?? (body as Result);
}
