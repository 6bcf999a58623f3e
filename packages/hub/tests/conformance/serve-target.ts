import { createServer, type Server } from "node:http";
import {
  createHub,
  createServerApi,
  ErrorCode,
  HubError,
  jwtTokens,
  type Hub,
  type StreamRules,
  type Wire,
} from "../../src/index.ts";
import { apiKey, namespaces, timing, tokenSecret } from "./target.ts";

/** A hub with everything that a target needs, and a server for it that does not listen yet. */
export function serveTarget(owner?: Wire): { hub: Hub; server: Server } {
  const tokens = jwtTokens({
    secret: tokenSecret,
    allowSubscribe: (_session, channel) => !channel.startsWith("closed:"),
  });
  const rules: Record<string, StreamRules> = namespaces;
  const hub = createHub({
    ...tokens,
    owner,
    stream(channel) {
      const found = rules[channel.split(":", 1)[0] ?? ""];
      if (!found) throw new HubError(ErrorCode.unknownChannel);
      return found;
    },
    allowOrigin: () => true,
    onError(error) {
      throw error;
    },
    limits: timing,
  });
  const api = createServerApi(hub, { keys: [apiKey] });
  const server = createServer((request, response) => {
    if (hub.handleRequest(request, response) || api(request, response)) return;
    response.writeHead(404).end();
  });
  hub.attach(server);
  return { hub, server };
}
