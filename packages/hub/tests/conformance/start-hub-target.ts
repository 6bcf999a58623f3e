import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  createHub,
  createServerApi,
  ErrorCode,
  HubError,
  jwtTokens,
  type StreamRules,
} from "../../src/index.ts";
import { apiKey, namespaces, timing, tokenSecret, type Target } from "./target.ts";

/** Our hub on a free port, with everything that a target needs. */
export async function startHubTarget(): Promise<Target> {
  const tokens = jwtTokens({
    secret: tokenSecret,
    allowSubscribe: (_session, channel) => !channel.startsWith("closed:"),
  });
  const rules: Record<string, StreamRules> = namespaces;
  const hub = createHub({
    ...tokens,
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
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  return {
    name: "hub",
    origin: `http://127.0.0.1:${port}`,
    apiKey,
    tokenSecret,
    async close() {
      await hub.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
