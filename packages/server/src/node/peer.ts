import { getConnInfo } from "@hono/node-server/conninfo";
import type { PeerOf } from "../http/app.ts";

/**
 * The address at the other end of the connection. Headers that a client can write itself are not believed; that people come
 * by TLS is known from the server's public address. A request made inside this process has no connection.
 */
export function createPeerOf({ publicUrl }: { publicUrl: string }): PeerOf {
  const secure = publicUrl.startsWith("https:");
  return (context) => {
    const isConnected =
      typeof context.env === "object" && context.env !== null && "incoming" in context.env;
    return {
      address: isConnected ? (getConnInfo(context).remote.address ?? "unknown") : "this process",
      secure,
    };
  };
}
