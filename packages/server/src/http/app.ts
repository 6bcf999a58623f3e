import { Hono, type Context } from "hono";
import { getCookie } from "hono/cookie";
import {
  contractLevel,
  levelHeader,
  openApiDocument,
  routes,
  type RouteName,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Call, HttpExchange } from "../core/call.ts";
import type { Engine } from "../core/engine.ts";
import { Download } from "../core/feature.ts";
import { answerPreflight, corsHeaders } from "./cors.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Authenticator } from "./authenticate.ts";
import { checkActor } from "./check-actor.ts";
import { checkLevel } from "./check-level.ts";
import { errorBody, toChatError } from "./error-response.ts";
import { isLocalRequest } from "./is-local.ts";
import { readJson } from "./json-body.ts";
import type { Metrics } from "./metrics.ts";
import { rateHeaders, type RateLimiter } from "./rate-limit.ts";
import { referencePage } from "./reference-page.ts";
import type { RateStanding } from "./token-buckets.ts";

/** Where a request came from, and whether by TLS. */
export type PeerOf = (context: Context) => { address: string; secure: boolean };

export type HttpParts = {
  readonly engine: Engine;
  readonly dispatch: Dispatch;
  readonly authenticator: Authenticator;
  /** Null when limits are lifted. */
  readonly rateLimiter: RateLimiter | null;
  readonly metrics: Metrics;
  /** The oldest contract level whose clients are served. */
  readonly oldestLevel: number;
  readonly peer: PeerOf;
  /** Whether this server is about to end. */
  readonly isLeaving: () => boolean;
};

const maxBodyBytes = 1_048_576;
// A hundred messages of full length, in characters of up to four bytes, with their envelope.
const maxImportBytes = 8_388_608;

/** The HTTP API on the route table: request id, authentication, rate limit, parsing, one action, an answer. */
export function createApp(parts: HttpParts): Hono {
  const app = new Hono();
  for (const route of Object.values(routes)) {
    app.on(route.method, route.path, (context) => answerRoute(parts, context, route.name));
  }
  app.options("/v1/*", answerPreflight);
  app.get("/healthz", (context) => health(parts, context));
  app.get("/readyz", async (context) =>
    parts.isLeaving()
      ? context.json({ status: "the server is about to end" }, 503)
      : health(parts, context),
  );
  app.get("/metrics", (context) => answerMetrics(parts, context));
  app.get("/v1/openapi.json", (context) =>
    context.json(openApiDocument(new URL(context.req.url).origin), 200, corsHeaders),
  );
  app.get("/v1/docs", (context) =>
    context.html(referencePage(openApiDocument(new URL(context.req.url).origin))),
  );
  app.all("/v1/*", (context) => refuse(context, unknownRoute(context), newRequestId(parts)));
  return app;
}

/** For this machine, and for whoever shows the admin key: figures tell how a business is doing. */
async function answerMetrics(parts: HttpParts, context: Context): Promise<Response> {
  if (!isLocalRequest(parts.peer(context).address, context.req.raw.headers)) {
    const requestId = newRequestId(parts);
    try {
      checkActor(await openCall(parts, context, requestId), "admin");
    } catch (error) {
      const { log } = parts.engine;
      return refuse(context, toChatError(error, { log, requestId, route: "metrics" }), requestId);
    }
  }
  return context.text(await parts.metrics.text());
}

async function answerRoute(parts: HttpParts, context: Context, name: RouteName): Promise<Response> {
  const requestId = newRequestId(parts);
  const started = performance.now();
  let status = 500;
  try {
    checkLevel(context.req.header(levelHeader), parts.oldestLevel);
    const call = await openCall(parts, context, requestId);
    const standing = await parts.rateLimiter?.admit(call, name);
    const answer = await parts.dispatch(call, name, {
      params: context.req.param(),
      query: context.req.query(),
      body:
        "body" in routes[name]
          ? await readJson(
              context.req.raw,
              name === "messages.import" ? maxImportBytes : maxBodyBytes,
            )
          : undefined,
    });
    status = answer.status;
    return respond(context, { status, body: answer.body, requestId, standing });
  } catch (error) {
    const refusal = toChatError(error, { log: parts.engine.log, requestId, route: name });
    status = refusal.status;
    return refuse(context, refusal, requestId);
  } finally {
    const seconds = (performance.now() - started) / 1_000;
    parts.metrics.observeRequest(name, status, seconds);
    parts.engine.log.debug(
      { requestId, route: name, status, ms: Math.round(seconds * 1_000) },
      "request",
    );
  }
}

async function openCall(parts: HttpParts, context: Context, requestId: string): Promise<Call> {
  const { engine } = parts;
  const header = (name: string) => context.req.header(name);
  const shown = {
    authorization: header("authorization"),
    appKey: header("x-natter-key"),
    actingUser: header("x-natter-user"),
    origin: header("origin"),
  };
  const { appId, actor } = await parts.authenticator
    .authenticate(shown)
    .catch((error: unknown) => refuseStranger(parts, context, error));
  return { engine, appId, actor, requestId, log: engine.log, http: exchange(parts, context) };
}

/** Whoever shows what is not good may do so only so often. */
async function refuseStranger(parts: HttpParts, context: Context, error: unknown): Promise<never> {
  if (error instanceof ChatError && error.status === 401)
    await parts.rateLimiter?.admitRefused(parts.peer(context).address);
  throw error;
}

function exchange(parts: HttpParts, context: Context): HttpExchange {
  const { address, secure } = parts.peer(context);
  return {
    remoteAddress: address,
    isLocal: isLocalRequest(address, context.req.raw.headers),
    secure,
    cookie: (name) => getCookie(context, name),
    setCookie: (value) => context.header("set-cookie", value, { append: true }),
  };
}

type Reply = {
  status: number;
  body: unknown;
  requestId: string;
  standing: RateStanding | undefined;
};

function respond(context: Context, { status, body, requestId, standing }: Reply): Response {
  sayHeaders(context, requestId, standing);
  if (status === 204) return context.body(null, 204);
  if (body instanceof Download) {
    context.header("content-type", body.mediaType);
    context.header("content-disposition", `attachment; filename="${body.fileName}"`);
    return context.body(body.text);
  }
  return context.json(body as object, status as 200 | 201); // the route table knows only these beside 204
}

function refuse(context: Context, error: ChatError, requestId: string): Response {
  sayHeaders(context, requestId, error);
  return context.json(errorBody(error, requestId), error.status as 400); // every status of the catalogue may carry a body
}

/** What every answer says, whatever became of the request. */
function sayHeaders(
  context: Context,
  requestId: string,
  standing: Parameters<typeof rateHeaders>[0],
): void {
  const headers = {
    ...corsHeaders,
    "x-request-id": requestId,
    [levelHeader]: String(contractLevel),
    "cache-control": "private, no-store",
    ...rateHeaders(standing),
  };
  for (const [name, value] of Object.entries(headers)) context.header(name, value);
}

function unknownRoute(context: Context): ChatError {
  const { method, path } = context.req;
  const others = Object.values(routes).filter((route) => pathPattern(route.path).test(path));
  return others.length > 0
    ? new ChatError(
        "route.method_not_allowed",
        `${path} takes ${others.map((route) => route.method).join(", ")}, not ${method}.`,
      )
    : new ChatError("route.not_found", "There is no such route; GET /v1/docs lists them all.");
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`);
}

async function health(parts: HttpParts, context: Context): Promise<Response> {
  try {
    await parts.engine.database.ping();
    return context.json({ status: "ok" });
  } catch {
    return context.json({ status: "the database does not answer" }, 503);
  }
}

function newRequestId(parts: HttpParts): string {
  return parts.engine.newId();
}
