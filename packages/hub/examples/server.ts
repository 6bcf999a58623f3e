import { createServer } from "node:http";
import { createHub, createServerApi, ErrorCode, HubError, jwtTokens } from "@natter/hub";

const hub = createHub({
  ...jwtTokens({
    secret: "change me: at least thirty-two bytes long",
    allowSubscribe: (_session, channel) => channel.startsWith("news:"),
  }),
  stream(channel) {
    if (channel.startsWith("news:")) return { historySize: 100, recover: true };
    throw new HubError(ErrorCode.unknownChannel);
  },
  async rpc(session, method) {
    if (method === "whoami") return { user: session.user };
    throw new HubError(ErrorCode.methodNotFound);
  },
});

const api = createServerApi(hub, { keys: ["change me too: an API key"] });
const server = createServer((request, response) => {
  if (hub.handleRequest(request, response) || api(request, response)) return;
  response.writeHead(404).end();
});
hub.attach(server);
server.listen(Number(process.argv[2] ?? 8000), "127.0.0.1");

setInterval(() => hub.publish("news:time", JSON.stringify({ now: new Date() })), 1000);

process.once("SIGTERM", async () => {
  await hub.close({ graceMs: 500 });
  process.exit();
});
