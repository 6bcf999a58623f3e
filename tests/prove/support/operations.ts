import type { Json } from "./api.ts";
import { generate, type Generator } from "./generate-input.ts";

/** An operation of the server's own OpenAPI document. */
export type Operation = {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    name: string;
    in: "path" | "query";
    required: boolean;
    schema: Json;
  }[];
  readonly body: Json | undefined;
};

export type Request = {
  operation: Operation;
  path: string;
  body: unknown;
  headers: Record<string, string>;
};

export type Answer = { status: number; code: string; headers: string; text: string };

/** Every operation that a server says it has. */
export async function operationsOf(url: string): Promise<Operation[]> {
  const document = (await (await fetch(`${url}/v1/openapi.json`)).json()) as Json;
  return Object.entries<Record<string, Json>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: described.operationId,
      method: method.toUpperCase(),
      path,
      parameters: described.parameters ?? [],
      body: described.requestBody?.content["application/json"].schema,
    })),
  );
}

/** A request of an operation with what a generator makes. */
export function buildRequest(
  operation: Operation,
  generator: Generator,
  headers: Record<string, string>,
): Request {
  let path = operation.path;
  const query = new URLSearchParams();
  for (const { name, in: place, required, schema } of operation.parameters) {
    const value = String(generate(generator, schema, name));
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(value));
    else if (required || generator.random() < 0.3) query.set(name, value);
  }
  const search = query.size > 0 ? `?${query}` : "";
  const body = operation.body && generate(generator, operation.body);
  return { operation, path: path + search, body, headers };
}

/** Makes a request and reads its whole answer. */
export function sendRequest(url: string, { body, ...request }: Request): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return sendRaw(url, { ...request, text });
}

/** The same with a body that is sent as it stands. */
export async function sendRaw(
  url: string,
  { operation, path, text: body, headers }: Omit<Request, "body"> & { text: string | undefined },
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method: operation.method,
    signal: AbortSignal.timeout(20_000),
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const shown = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const code = /"code":"([\w.]+)"/.exec(text)?.[1] ?? "";
  return { status: response.status, code: response.ok ? "" : code, headers: shown, text };
}

/** Whether an answer is a failure of the server; what cannot be had for a while is told by a code of its own. */
export function isFailure({ status, code }: Answer): boolean {
  return status >= 500 && !(status === 503 && code !== "");
}
