import { AppId, text, UserId } from "@natter/contract";
import { jwtVerify } from "jose";
import { z } from "zod";
import type { Engine } from "../core/engine.ts";
import { findSigningKey } from "../features/apps/public.ts";
import { invalidToken, refuseJose, skewSeconds } from "./token-refusal.ts";

/** What a token signed with one of the app's own keys says, once its signature holds. */
export type OwnClaims = {
  readonly userId: UserId;
  readonly sessionId: string | null;
  readonly tokenId: string | null;
  /** Seconds since 1970; 0 when it does not say. */
  readonly issuedAt: number;
  readonly expiresAt: Date;
  /** When the key ends, and every token it signed; null for never. */
  readonly keyEndsAt: Date | null;
};

const Claims = z.object({
  aud: AppId,
  sub: UserId,
  // Later than this no Date can be made of.
  exp: z.number().positive().max(8_640_000_000_000),
  iat: z.number().min(0).max(8_640_000_000_000).optional(),
  jti: text(256).optional(),
  sid: text(64).optional(),
});

type Shown = { token: string; kid: string; appId: AppId; now: Date };

/** Verifies a token signed by HS256 with a key of the app, and by nothing else. */
export async function readOwnToken(
  engine: Engine,
  { token, kid, appId, now }: Shown,
): Promise<OwnClaims> {
  const key = await findSigningKey(engine, appId, kid);
  if (!key) throw invalidToken("The token was signed with a key that this server does not know.");
  const { payload } = await jwtVerify(token, new TextEncoder().encode(key.secret), {
    algorithms: ["HS256"],
    audience: appId,
    requiredClaims: ["sub", "exp", "aud"],
    clockTolerance: skewSeconds,
    currentDate: now,
  }).catch(refuseJose);
  const claims = Claims.safeParse(payload);
  if (!claims.success)
    throw invalidToken("The token's aud, sub, exp, iat, jti or sid is not of the right form.");
  const { sub, exp, iat = 0, jti = null, sid = null } = claims.data;
  return {
    userId: sub,
    sessionId: sid,
    tokenId: jti,
    issuedAt: iat,
    expiresAt: new Date(exp * 1_000),
    keyEndsAt: key.expiresAt,
  };
}
