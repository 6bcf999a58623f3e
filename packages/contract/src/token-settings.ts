import { z } from "zod";
import { text, Timestamp } from "./text.ts";

const ClaimName = text(128, 1).regex(
  /^[\x21-\x7e]+$/,
  "a claim's name is plain text without spaces",
);

/** One public key of a set (RFC 7517): RSA, P-256 or Ed25519. Whatever else stands in it is dropped. */
const PublicKey = z.discriminatedUnion("kty", [
  z.object({
    kty: z.literal("RSA"),
    kid: text(256, 1),
    n: z.string().regex(/^[A-Za-z0-9_-]{342,1400}$/, "an RSA key has 2048 bits or more"),
    e: z.string().regex(/^[A-Za-z0-9_-]{2,8}$/),
    alg: z.literal("RS256").optional(),
    use: z.literal("sig").optional(),
  }),
  z.object({
    kty: z.literal("EC"),
    kid: text(256, 1),
    crv: z.literal("P-256"),
    x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    y: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    alg: z.literal("ES256").optional(),
    use: z.literal("sig").optional(),
  }),
  z.object({
    kty: z.literal("OKP"),
    kid: text(256, 1),
    crv: z.literal("Ed25519"),
    x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    alg: z.enum(["EdDSA", "Ed25519"]).optional(),
    use: z.literal("sig").optional(),
  }),
]);
export const TokenKey = PublicKey;
export type TokenKey = z.infer<typeof TokenKey>;

/** A key set that the customer pastes; one with a private key in it is refused, for it is no longer private. */
const KeySet = z.strictObject({
  keys: z
    .array(
      z
        .looseObject({})
        .refine((key) => !("d" in key) && !("k" in key), "give public keys only")
        .pipe(PublicKey),
    )
    .min(1)
    .max(20),
});

/**
 * Tokens of a log-in that is not Natter's: RS256, ES256 or EdDSA (RFC 7518, RFC 8037), verified by the keys at `jwksUrl` or
 * in `jwks`. They name no app, so they come with the app's publishable key.
 */
export const TokenSettings = z
  .strictObject({
    jwksUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_048)
      .optional(),
    jwks: KeySet.optional(),
    /** What `iss` must be, letter by letter. */
    issuer: text(512, 1),
    /** What `aud` must be or hold; the app's id when not said. */
    audience: text(512, 1).optional(),
    /** The claim that is the user's id; `sub` when not said. */
    userIdClaim: ClaimName.default("sub"),
    /** Whether a user who does not exist yet is made from the claims of their first token. */
    createUsers: z.boolean().default(false),
    nameClaim: ClaimName.default("name"),
    imageClaim: ClaimName.default("picture"),
  })
  .refine(
    ({ jwksUrl, jwks }) => (jwksUrl === undefined) !== (jwks === undefined),
    "give either jwksUrl or jwks",
  );
export type TokenSettings = z.infer<typeof TokenSettings>;

/** Refuses tokens issued before a time (a second is as exact as most tokens are); those of now when not said. */
export const RevokeTokensInput = z.strictObject({ before: Timestamp.optional() });
export type RevokeTokensInput = z.infer<typeof RevokeTokensInput>;
export const RevokeTokensAnswer = z.object({ revokedBefore: Timestamp });

/** Refuses all of the app's tokens issued before a time, or the one with a token id (`jti`). */
export const RevokeTokenInput = z.union([
  z.strictObject({ before: Timestamp }),
  z.strictObject({
    tokenId: text(256, 1),
    /** When the token ends by itself: from then on it need not be remembered. */
    expiresAt: Timestamp.optional(),
  }),
]);
export type RevokeTokenInput = z.infer<typeof RevokeTokenInput>;
