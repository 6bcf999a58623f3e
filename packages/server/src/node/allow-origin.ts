import type { IncomingMessage } from "node:http";

type OriginRules = {
  readonly host: string;
  readonly publicUrl: string;
  readonly allowedOrigins: readonly string[];
};

// Scheme, host and port and nothing else (RFC 6454, section 6.1): a URL parser would also find a host in `blob:` addresses,
// and before a backslash.
const wholeOrigin = /^https?:\/\/[^\\/?#@\s]+$/i;

/**
 * Which pages may open a realtime connection (OWASP ASVS 4.4.2): clients that send no Origin, for they are no browsers; the
 * host that was asked for; the server's public address; the origins named in the settings; and, while the server listens
 * on loopback only, any page of this machine, so that an app on another port can be tried.
 */
export function createOriginCheck({ host, publicUrl, allowedOrigins }: OriginRules) {
  const listensHere = isLoopbackHost(host);
  return (origin: string | undefined, request: IncomingMessage): boolean => {
    if (origin === undefined || allowedOrigins.includes("*")) return true;
    const url = wholeOrigin.test(origin) ? URL.parse(origin) : null;
    if (!url) return false;
    if (url.host === request.headers.host?.toLowerCase()) return true;
    if (url.origin === publicUrl || allowedOrigins.includes(url.origin)) return true;
    return listensHere && isLoopbackHost(url.hostname);
  };
}

function isLoopbackHost(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);
}
