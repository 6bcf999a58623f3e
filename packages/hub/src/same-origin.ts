import type { IncomingMessage } from "node:http";

// Scheme, host and port and nothing else (RFC 6454, section 6.1): a URL parser would also find a host in `blob:` addresses,
// and before a backslash.
const wholeOrigin = /^https?:\/\/[^\\/?#@\s]+$/i;

/** Allows clients that send no Origin (they are no browsers) and pages of the host that was asked for. */
export function isSameOrigin(origin: string | undefined, request: IncomingMessage): boolean {
  if (origin === undefined) return true;
  if (!wholeOrigin.test(origin) || !URL.canParse(origin)) return false;
  return new URL(origin).host === request.headers.host?.toLowerCase();
}
