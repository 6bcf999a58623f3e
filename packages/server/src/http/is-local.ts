const forwardingHeaders = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/**
 * Whether a request was made on the server's own machine, by whoever sits there. What a proxy on the same machine passes on
 * also comes from loopback, but says so in its headers; nobody gains anything by sending those themselves.
 */
export function isLocalRequest(address: string, headers: Headers): boolean {
  if (forwardingHeaders.some((name) => headers.has(name))) return false;
  return /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/.test(address);
}
