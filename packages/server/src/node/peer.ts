import { getConnInfo } from "@hono/node-server/conninfo";
import type { PeerOf } from "../http/app.ts";

/**
 * The address at the other end of the connection. Headers that a client can write itself are not believed. A request made
 * inside this process has no connection.
 */
export const peerOf: PeerOf = (context) => {
  const isConnected =
    typeof context.env === "object" && context.env !== null && "incoming" in context.env;
  const address = isConnected ? (getConnInfo(context).remote.address ?? "unknown") : "this process";
  return { address, secure: new URL(context.req.url).protocol === "https:" };
};
