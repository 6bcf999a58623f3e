import type { AppId } from "@natter/contract";
import { SignJWT } from "jose";
import type { Engine } from "../../core/engine.ts";
import { findSigningKey } from "./find-key.ts";

type TokenClaims = {
  readonly userId: string;
  readonly expiresInSeconds: number;
  /** The log-in session the token ends with; none for tokens that a customer's server asks for. */
  readonly sessionId?: string;
};

/** Signs a token for a user of an app as the verifier wants it: HS256 with `kid`, `aud`, `sub`, `exp`, `iat` and `jti`. */
export async function signUserToken(
  engine: Engine,
  appId: AppId,
  { userId, expiresInSeconds, sessionId }: TokenClaims,
): Promise<{ token: string; expiresAt: string; tokenId: string }> {
  const key = await findSigningKey(engine, appId);
  if (!key) throw new Error("The app has no signing key.");
  const now = engine.now();
  // Whole seconds are all that a token can say (RFC 7519, NumericDate).
  const expires = Math.floor(now.getTime() / 1_000) + expiresInSeconds;
  const tokenId = engine.newId();
  // To the millisecond, so that a token made right after others were revoked is told from them.
  const iat = now.getTime() / 1_000;
  const token = await new SignJWT({ iat, ...(sessionId === undefined ? {} : { sid: sessionId }) })
    .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: key.kid })
    .setAudience(appId)
    .setSubject(userId)
    .setJti(tokenId)
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(key.secret));
  return { token, expiresAt: new Date(expires * 1_000).toISOString(), tokenId };
}
