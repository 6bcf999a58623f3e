import type { IncomingMessage } from "node:http";

/** Allows clients that send no Origin (they are no browsers) and pages of the host that was asked for. */
export function isSameOrigin(origin: string | undefined, request: IncomingMessage): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === request.headers.host?.toLowerCase();
}
