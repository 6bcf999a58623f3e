import { getConnInfo } from "@hono/node-server/conninfo";
import type { PeerOf } from "../http/app.ts";

/** The address at the other end of the connection. Headers that a client can write itself are not believed. */
export const peerOf: PeerOf = (context) => {
  const { remote } = getConnInfo(context);
  return {
    address: remote.address ?? "unknown",
    secure: new URL(context.req.url).protocol === "https:",
  };
};
