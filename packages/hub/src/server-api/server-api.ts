import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { parseExactly } from "../codec/exact-json.ts";
import { ErrorCode } from "../codes.ts";
import { HubError } from "../hub-error.ts";
import type { Hub } from "../hub.ts";
import { readBody } from "../transports/read-body.ts";
import { apiMethods } from "./api-methods.ts";
import { readParams, type Params } from "./params.ts";

export type ServerApiOptions = {
  /** Any of these in `X-API-Key` opens the API. */
  readonly keys: readonly string[];
  /** Where the methods are. Default `/api/`. */
  readonly path?: string | undefined;
  readonly bodyBytes?: number | undefined;
  onError?(error: unknown, method: string): void;
};

/**
 * The hub over HTTP for other processes of its owner, as Centrifugo has it: `POST /api/<method>` with
 * a JSON object answers 200 with `{"result"}` or `{"error": {"code", "message"}}`. No key or a wrong
 * one: 401; no such method: 404; a body that is no JSON object: 400.
 *
 * Returns a handler that says false, and touches nothing, when the path is not the API's.
 */
export function createServerApi(
  hub: Hub,
  options: ServerApiOptions,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  if (options.keys.some((key) => key.length < 16)) {
    throw new Error("keys of the server API must have at least 16 characters");
  }
  const path = options.path ?? "/api/";
  const digests = options.keys.map(digest);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = pathOf(request).slice(path.length);
    const key = request.headers["x-api-key"];
    if (typeof key !== "string" || !digests.some((one) => timingSafeEqual(one, digest(key)))) {
      return answer(response, 401, { error: { code: 401, message: "unauthorized" } });
    }
    if (method !== "batch" && !apiMethods.has(method)) {
      return answer(response, 404, { error: { code: 404, message: "no such method" } });
    }
    if (request.method !== "POST")
      return answer(response, 405, { error: { code: 405, message: "POST" } });
    const body = await readBody(request, response, options.bodyBytes ?? 4 * 1024 * 1024);
    if (!body) return;
    const params = readParams(() => parseExactly(body.toString()));
    if (!params) return answer(response, 400, { error: { code: 400, message: "no JSON object" } });
    answer(response, 200, method === "batch" ? await batch(params) : await call(method, params));
  }

  /** Runs one method; its failures become its answer. */
  async function call(method: string, params: Params): Promise<object> {
    try {
      const run = apiMethods.get(method);
      if (!run) throw new HubError(ErrorCode.methodNotFound);
      return { result: await run(hub, params) };
    } catch (error) {
      if (!(error instanceof HubError)) options.onError?.(error, method);
      const { code, message } =
        error instanceof HubError ? error : new HubError(ErrorCode.internal);
      return { error: { code, message } };
    }
  }

  /** Several commands in one request, one after the other unless `parallel`. */
  async function batch(params: Params): Promise<object> {
    const replies: object[] = [];
    const isParallel = params.flag("parallel");
    const running: Promise<object>[] = [];
    for (const command of params.objects("commands")) {
      const method = command.keys()[0] ?? "";
      const reply = call(method, command.object(method) ?? readEmpty()).then((answered): object =>
        "result" in answered ? { [method]: answered.result } : answered,
      );
      if (isParallel) running.push(reply);
      else replies.push(await reply);
    }
    return { replies: [...replies, ...(await Promise.all(running))] };
  }

  return (request, response) => {
    if (!pathOf(request).startsWith(path)) return false;
    serve(request, response).catch((error: unknown) => {
      options.onError?.(error, "request");
      response.destroy();
    });
    return true;
  };
}

function readEmpty(): Params {
  return readParams(() => ({})) as Params; // an empty object is an object
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "").split("?", 1)[0] ?? "";
}

/** Digests have one length, so comparing them tells nothing of the key's. */
function digest(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

function answer(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { "Content-Type": "application/json", "Cache-Control": "no-store" })
    .end(JSON.stringify(body));
}
