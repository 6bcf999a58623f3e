import { z } from "zod";
import { errorCatalogue, type ErrorCode } from "./errors.ts";
import { contractLevel } from "./level.ts";
import type { Route, RouteAuth } from "./route.ts";
import { routes } from "./routes.ts";

type JsonObject = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of the route table.
 * `serverUrl` is where the API stands, for example `http://localhost:8800`.
 */
export function openApiDocument(serverUrl: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of Object.values<Route>(routes)) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Natter",
      version: `1.${contractLevel}`,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(Object.values<Route>(routes).map(tagOf))].map((name) => ({ name })),
    paths,
    components: { securitySchemes: securitySchemes(), schemas: { Error: errorSchema() } },
  };
}

function operation(route: Route): JsonObject {
  return {
    operationId: route.name,
    summary: route.summary,
    tags: [tagOf(route)],
    security: securityOf[route.auth],
    parameters: [...parameters("path", route.params), ...parameters("query", route.query)],
    ...(route.body
      ? { requestBody: { required: true, content: json(schemaOf(route.body, "input")) } }
      : {}),
    responses: {
      ...success(route, route.status, route.summary),
      ...(route.repeatStatus &&
        success(route, route.repeatStatus, "A repeat: it was there already")),
      ...errorResponses(route),
    },
  };
}

function success(route: Route, status: number, description: string): JsonObject {
  return {
    [status]: {
      description,
      ...(route.answer ? { content: answerContent(route, schemaOf(route.answer, "output")) } : {}),
    },
  };
}

function answerContent({ alsoAs }: Route, schema: JsonObject): JsonObject {
  return { ...json(schema), ...(alsoAs && { [alsoAs]: { schema: { type: "string" } } }) };
}

/** What any route may answer: whatever it is, a key may be wrong, and callers may be too many. */
const anyRoute: readonly ErrorCode[] = [
  ...(["auth.invalid_key", "client.too_old", "request.rate_limited", "internal"] as const),
];

/** What a route may answer that asks who calls; a server key that acts for a user may name one that is not there. */
const anySigned: readonly ErrorCode[] = [
  ...(["auth.required", "auth.forbidden", "auth.invalid_token", "auth.token_expired"] as const),
  ...([
    "auth.secret_key_in_browser",
    "request.invalid",
    "user.not_found",
    "user.deactivated",
  ] as const),
];

function errorResponses(route: Route): JsonObject {
  const codes = new Set<ErrorCode>([...route.errors, ...anyRoute]);
  if (route.auth !== "none") for (const code of anySigned) codes.add(code);
  if (route.body || route.params || route.query) codes.add("request.invalid");
  const byStatus = Map.groupBy(codes, (code) => errorCatalogue[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      status,
      {
        description: list.toSorted().join(", "),
        content: json({ $ref: "#/components/schemas/Error" }),
      },
    ]),
  );
}

function parameters(place: "path" | "query", schema: z.ZodType | undefined): JsonObject[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, "input") as {
    properties?: JsonObject;
    required?: string[];
  }; // params and queries are objects
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: value,
  }));
}

function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
  }) as JsonObject; // a JSON schema is an object
  return rest;
}

function json(schema: unknown): JsonObject {
  return { "application/json": { schema } };
}

function tagOf(route: Route): string {
  return route.name.slice(0, route.name.indexOf("."));
}

const securityOf: Record<RouteAuth, JsonObject[]> = {
  none: [{ publishableKey: [] }],
  user: [{ userToken: [] }, { serverKey: [], actingUser: [] }],
  server: [{ serverKey: [] }],
  any: [{ userToken: [] }, { serverKey: [] }],
  admin: [{ adminKey: [] }],
};

function securitySchemes(): JsonObject {
  return {
    userToken: {
      type: "http",
      scheme: "bearer",
      bearerFormat: "JWT",
      description: "A user's token",
    },
    serverKey: {
      type: "http",
      scheme: "bearer",
      description: "A secret key, sk_…; never from a browser",
    },
    adminKey: { type: "http", scheme: "bearer", description: "The platform's admin key, ak_…" },
    publishableKey: {
      type: "apiKey",
      in: "header",
      name: "X-Natter-Key",
      description: "A publishable key, pk_…",
    },
    actingUser: {
      type: "apiKey",
      in: "header",
      name: "X-Natter-User",
      description: "The user a server key acts for",
    },
  };
}

function errorSchema(): JsonObject {
  return {
    type: "object",
    required: ["error"],
    properties: {
      error: {
        type: "object",
        required: ["code", "message", "requestId"],
        properties: {
          code: { type: "string", enum: Object.keys(errorCatalogue) },
          message: { type: "string" },
          details: { type: "object" },
          requestId: { type: "string" },
        },
      },
    },
  };
}
