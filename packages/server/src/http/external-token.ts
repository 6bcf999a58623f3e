import { text, UserId, type AppId, type TokenKey, type TokenSettings } from "@natter/contract";
import { importJWK, jwtVerify, type JWTPayload } from "jose";
import { z } from "zod";
import type { KeySets } from "./key-sets.ts";
import { invalidToken, refuseJose, skewSeconds } from "./token-refusal.ts";

/** The algorithms that a log-in's keys may sign by (RFC 7518, RFC 8037, RFC 9864). None of them has a shared secret. */
export const externalAlgorithms = ["RS256", "ES256", "EdDSA", "Ed25519"] as const;
export type ExternalAlgorithm = (typeof externalAlgorithms)[number];

/** What a token of another log-in says, once its signature holds. */
export type ExternalClaims = {
  readonly userId: UserId;
  readonly expiresAt: Date;
  readonly issuedAt: number;
  readonly tokenId: string | null;
  /** For a user who is to be made. */
  readonly name: string | null;
  readonly image: string | null;
};

const Claims = z.object({
  exp: z.number().positive().max(8_640_000_000_000),
  iat: z.number().min(0).max(8_640_000_000_000).optional(),
  jti: text(256).optional(),
});
const ImageUrl = z.url({ protocol: /^https?$/ }).max(2_048);

type Shown = { token: string; alg: ExternalAlgorithm; kid: string; appId: AppId; now: Date };

/** Verifies a token by the keys that an app named: the key must be of the algorithm's own kind. */
export async function readExternalToken(
  { token, alg, kid, appId, now }: Shown,
  settings: TokenSettings,
  keySets: KeySets,
): Promise<ExternalClaims> {
  const key = await findKey(settings, kid, keySets);
  if (!key || !fits(key, alg))
    throw invalidToken("The token was signed with a key that the app does not know.");
  const { alg: _alg, use: _use, ...bare } = key;
  const { payload } = await jwtVerify(token, await importJWK(bare, alg), {
    algorithms: [alg],
    issuer: settings.issuer,
    audience: settings.audience ?? appId,
    requiredClaims: ["exp", "iss", "aud", settings.userIdClaim],
    clockTolerance: skewSeconds,
    currentDate: now,
  }).catch(refuseJose);
  return claimsOf(payload, settings);
}

async function findKey(
  { jwks, jwksUrl }: TokenSettings,
  kid: string,
  keySets: KeySets,
): Promise<TokenKey | null> {
  if (jwks) return jwks.keys.find((key) => key.kid === kid) ?? null;
  return jwksUrl === undefined ? null : await keySets.find(jwksUrl, kid);
}

function fits(key: TokenKey, alg: ExternalAlgorithm): boolean {
  if (alg === "RS256") return key.kty === "RSA";
  if (alg === "ES256") return key.kty === "EC";
  return key.kty === "OKP";
}

function claimsOf(payload: JWTPayload, settings: TokenSettings): ExternalClaims {
  const claims = Claims.safeParse(payload);
  if (!claims.success) throw invalidToken("The token's exp, iat or jti is not of the right form.");
  const userId = UserId.safeParse(payload[settings.userIdClaim]);
  if (!userId.success) {
    throw invalidToken(
      `The token's ${settings.userIdClaim} is no user id (1 to 64 letters, digits, @, ., _ or -). Name another claim in the app's settings.`,
    );
  }
  const { exp, iat = 0, jti = null } = claims.data;
  return {
    userId: userId.data,
    expiresAt: new Date(exp * 1_000),
    issuedAt: iat,
    tokenId: jti,
    name: nameOf(payload[settings.nameClaim]),
    image: ImageUrl.safeParse(payload[settings.imageClaim]).data ?? null,
  };
}

function nameOf(claim: unknown): string | null {
  if (typeof claim !== "string") return null;
  const line = claim.toWellFormed().replace(/\p{Cc}+/gu, " ");
  return line.trim().slice(0, 128).trim() || null;
}
