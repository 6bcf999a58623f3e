import { AppId, UserId } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { base64url, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { z } from "zod";
import type { Engine } from "../core/engine.ts";
import { transact } from "../core/transact.ts";
import { isSessionLive } from "../features/accounts/public.ts";
import { findSigningKey } from "../features/apps/public.ts";
import { userSummaries } from "../features/users/public.ts";
import { createExpiringCache } from "./expiring-cache.ts";

export type VerifiedToken = {
  readonly appId: AppId;
  readonly userId: UserId;
  /** The log-in session it belongs to; null for tokens of a customer's server. */
  readonly sessionId: string | null;
  readonly expiresAt: Date;
};

const cacheMs = 30_000;
const mostTokens = 10_000;
const skewSeconds = 60;
// Headers by which a token would choose its own key or rules (RFC 7515, section 4.1).
const refusedHeaders = ["jku", "jwk", "x5u", "x5c", "crit", "b64"];

const Claims = z.object({
  aud: AppId,
  sub: UserId,
  // Later than this no Date can be made of.
  exp: z.number().positive().max(8_640_000_000_000),
  sid: z.string().optional(),
});

/**
 * Verifies user tokens: JWT (RFC 7519) signed with HS256 and nothing else. The key is looked up by the app the token
 * names as its audience and the `kid`, and the audience is then verified like the rest; `sub` and `exp` must be there.
 * The user must exist, and the log-in session of a `sid` be live.
 */
export function createTokenVerifier(engine: () => Engine) {
  const verified = createExpiringCache<VerifiedToken>(mostTokens);
  let forgotten = 0;

  async function verify(token: string, expectedApp?: AppId): Promise<VerifiedToken> {
    const now = engine().now();
    const name = `${expectedApp ?? ""} ${token}`;
    const known = verified.get(name, now.getTime());
    if (known) return known;
    const before = forgotten;
    const claims = await readClaims(engine(), token, expectedApp, now);
    await assertLive(engine(), claims);
    // A log-out since then may have been this one's: it would be remembered as good after it was forgotten.
    if (forgotten !== before) return claims;
    verified.set(name, claims, Math.min(now.getTime() + cacheMs, claims.expiresAt.getTime()));
    return claims;
  }

  return {
    verify,
    forgetUser(appId: AppId, userId: string): void {
      forgotten += 1;
      verified.deleteWhere((_name, one) => one.appId === appId && one.userId === userId);
    },
  };
}

async function readClaims(
  engine: Engine,
  token: string,
  expectedApp: AppId | undefined,
  now: Date,
): Promise<VerifiedToken> {
  const { appId, kid } = readUnverified(token);
  if (expectedApp !== undefined && appId !== expectedApp)
    throw invalid("The token belongs to another app than the key.");
  const key = await findSigningKey(engine, appId, kid);
  if (!key) throw invalid("The token was signed with a key that this server does not know.");
  const { payload } = await jwtVerify(token, new TextEncoder().encode(key.secret), {
    algorithms: ["HS256"],
    audience: appId,
    requiredClaims: ["sub", "exp", "aud"],
    clockTolerance: skewSeconds,
    currentDate: now,
  }).catch(refuse);
  const claims = Claims.safeParse(payload);
  if (!claims.success) throw invalid("The token's aud, sub, exp or sid is not of the right form.");
  const { sub, exp, sid } = claims.data;
  return { appId, userId: sub, sessionId: sid ?? null, expiresAt: new Date(exp * 1_000) };
}

/** Where to look for the key. Nothing here is believed until the signature is. */
function readUnverified(token: string): { appId: AppId; kid: string } {
  try {
    const header = decodeProtectedHeader(token);
    const { aud } = decodeJwt(token);
    const appId = AppId.safeParse(aud);
    const isPlain =
      refusedHeaders.every((name) => !(name in header)) && (header.typ ?? "JWT") === "JWT";
    if (appId.success && isPlain && isCanonical(token) && isKeyId(header.kid))
      return { appId: appId.data, kid: header.kid };
  } catch {
    // Not a JWT at all: refused below like one without the parts it needs.
  }
  throw invalid("The token is no JWT with kid, aud, sub and exp.");
}

function isKeyId(kid: unknown): kid is string {
  return typeof kid === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(kid);
}

// Base64url of 32 bytes has two bits to spare: without this, four texts would be the same token.
function isCanonical(token: string): boolean {
  const signature = token.slice(token.lastIndexOf(".") + 1);
  return base64url.encode(base64url.decode(signature)) === signature;
}

function refuse(error: unknown): never {
  const isExpired = error instanceof Error && "code" in error && error.code === "ERR_JWT_EXPIRED";
  if (isExpired)
    throw new ChatError(
      "auth.token_expired",
      "The token has expired. Get a new one from your server.",
    );
  throw invalid("The token's signature or claims do not hold.");
}

async function assertLive(
  engine: Engine,
  { appId, userId, sessionId }: VerifiedToken,
): Promise<void> {
  const [people, isLive] = await transact(engine, appId, (tx) =>
    Promise.all([
      userSummaries(tx, [userId]),
      sessionId === null ? true : isSessionLive(tx, sessionId, userId),
    ]),
  );
  if (!people.has(userId))
    throw invalid(
      `There is no user "${userId}" in this app. Register users before giving them tokens.`,
    );
  if (!isLive) throw invalid("The session was logged out.");
}

function invalid(sentence: string): ChatError {
  return new ChatError("auth.invalid_token", sentence);
}
