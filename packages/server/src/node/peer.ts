import { isIP } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { PeerOf } from "../http/app.ts";

/**
 * The address that a request came from. Headers that a client can write itself are not believed: behind so many proxies as the
 * operator says, each of which adds the address it was called from to X-Forwarded-For, that many are counted from the right. That people
 * come by TLS is known from the server's public address. A request made inside this process has no connection.
 */
export function createPeerOf({
  publicUrl,
  proxies,
}: {
  publicUrl: string;
  proxies: number;
}): PeerOf {
  const secure = publicUrl.startsWith("https:");
  return (context) => {
    const isConnected =
      typeof context.env === "object" && context.env !== null && "incoming" in context.env;
    const address = isConnected
      ? (getConnInfo(context).remote.address ?? "unknown")
      : "this process";
    const forwarded = context.req.header("x-forwarded-for");
    return { address: forwardedAddress(forwarded, proxies) ?? address, secure };
  };
}

/** What the outermost of so many proxies wrote; null where the list is shorter, or holds something else there. */
function forwardedAddress(header: string | undefined, proxies: number): string | null {
  if (header === undefined || proxies === 0) return null;
  const address = header.split(",").at(-proxies)?.trim() ?? "";
  return isIP(address) === 0 ? null : address;
}
