import { base64url } from "jose";

/**
 * Whether a token is written in the one way in which it can be. Base64url has bits to spare at the end, and decoders forgive padding:
 * without this, several texts would be the same token.
 */
export function isCanonicalToken(token: string): boolean {
  const parts = token.split(".");
  return parts.length === 3 && parts.every((part) => /^[\w-]+$/.test(part) && isCanonical(part));
}

function isCanonical(part: string): boolean {
  return base64url.encode(base64url.decode(part)) === part;
}
