import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Lets a page whose origin is allowed read the response, and answers its preflight. True: the
 * request was a preflight and is answered.
 */
export function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
): boolean {
  const { origin } = request.headers;
  response.setHeader("Vary", "Origin");
  if (origin !== undefined) response.setHeader("Access-Control-Allow-Origin", origin);
  if (request.method !== "OPTIONS") return false;
  response
    .writeHead(204, {
      "Access-Control-Allow-Methods": method,
      "Access-Control-Allow-Headers": "Content-Type",
      "Access-Control-Max-Age": "3600",
    })
    .end();
  return true;
}
