import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createApiClient } from "./api-client.ts";
import { CliError } from "./cli-error.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const retries: number[] = [];
  const api = createApiClient({
    endpoint: `http://127.0.0.1:${port}/`,
    key: "sk_demo_x",
    onRetry: (_reason, delay) => retries.push(delay),
  });
  return { api, retries };
}

const limits = JSON.stringify({ limits: { importMessages: 100 }, items: [] });
const refusal = (code: string) =>
  JSON.stringify({ error: { code, message: "no", requestId: "r1" } });

describe("createApiClient", () => {
  it("fills the path, sends the key and the acting user, and answers what the route answers", async () => {
    const seen: unknown[] = [];
    const { api } = await serve((request, response) => {
      seen.push([request.method, request.url, request.headers["x-natter-user"]]);
      seen.push(request.headers.authorization);
      response.end(limits);
    });
    expect(await api.call("limits.get", {}, { actAs: "ada" })).toEqual({
      limits: { importMessages: 100 },
      items: [],
    });
    await api
      .call("members.list", { params: { cid: "team:a b" }, query: { limit: 5 } })
      .catch(() => null);
    expect(seen).toEqual([
      ["GET", "/v1/limits", "ada"],
      "Bearer sk_demo_x",
      ["GET", "/v1/channels/team%3Aa%20b/members?limit=5", undefined],
      "Bearer sk_demo_x",
    ]);
  });

  it("throws a refusal at once, by its code", async () => {
    let requests = 0;
    const { api } = await serve((_request, response) => {
      requests += 1;
      response.writeHead(404).end(refusal("user.not_found"));
    });
    await expect(api.call("limits.get", {})).rejects.toMatchObject({
      code: "user.not_found",
      requestId: "r1",
    });
    expect(requests).toBe(1);
  });

  it("waits as long as Retry-After says before it asks again", async () => {
    let requests = 0;
    const { api, retries } = await serve((_request, response) => {
      requests += 1;
      if (requests <= 2) {
        response.writeHead(429, { "retry-after": "0" }).end(refusal("request.rate_limited"));
      } else response.end(limits);
    });
    await api.call("limits.get", {}, { attempts: 1 });
    expect(retries).toEqual([0, 0]);
  });

  it("tries again when the server fails or hangs up, and then succeeds", async () => {
    let requests = 0;
    const { api, retries } = await serve((request, response) => {
      requests += 1;
      if (requests === 1) request.socket.destroy();
      else if (requests === 2) response.writeHead(503).end(refusal("server.unavailable"));
      else response.end(limits);
    });
    await api.call("limits.get", {});
    expect(retries).toHaveLength(2);
  });

  it("gives up after the attempts with a sentence that names the address", async () => {
    const { api } = await serve((request) => request.socket.destroy());
    await expect(api.call("limits.get", {}, { attempts: 2 })).rejects.toThrow(
      /cannot reach http:\/\/127\.0\.0\.1:\d+\/ \(.+\)/,
    );
  });

  it.each([
    ["a page of something else", 200, "<html>hello</html>"],
    ["an error that is not Natter's", 404, "nothing here"],
    ["an answer of another shape", 200, '{"hello":1}'],
  ])("says so when it meets %s", async (_what, status, body) => {
    const { api } = await serve((_request, response) => response.writeHead(status).end(body));
    const refused = api.call("limits.get", {});
    await expect(refused).rejects.toBeInstanceOf(CliError);
    await expect(refused).rejects.toThrow(/Natter server/);
  });
});
