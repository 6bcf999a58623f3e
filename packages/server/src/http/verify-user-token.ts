import { AppId, callerClassOf, type GuestSettings, type UserId } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { decodeJwt, decodeProtectedHeader } from "jose";
import type { TokenMark } from "../adapters/realtime/port.ts";
import { isCanonicalToken } from "../core/canonical-token.ts";
import type { Engine } from "../core/engine.ts";
import { createExpiringCache } from "../core/expiring-cache.ts";
import { assertNotBanned } from "../features/ban-register/public.ts";
import { transact, type Tx } from "../core/transact.ts";
import { isSessionLive } from "../features/accounts/public.ts";
import { externalKeyId, isSigningKeyLive, type AppStates } from "../features/apps/public.ts";
import { isTokenRevoked } from "../features/tokens/public.ts";
import { findStanding, insertUser } from "../features/users/public.ts";
import {
  externalAlgorithms,
  readExternalToken,
  type ExternalAlgorithm,
  type ExternalClaims,
} from "./external-token.ts";
import type { KeySets } from "./key-sets.ts";
import { readOwnToken } from "./own-token.ts";
import { invalidToken } from "./token-refusal.ts";

export type VerifiedToken = {
  readonly appId: AppId;
  readonly userId: UserId;
  readonly expiresAt: Date;
  readonly mark: TokenMark;
};

type VerifierParts = {
  readonly engine: () => Engine;
  readonly states: AppStates;
  readonly keySets: KeySets;
};

const cacheMs = 30_000;
const mostTokens = 10_000;
// Headers by which a token would choose its own key or rules (RFC 7515, section 4.1).
const refusedHeaders = ["jku", "jwk", "x5u", "x5c", "crit", "b64"];

/**
 * Verifies user tokens (JWT, RFC 7519). One that is signed with HS256 is verified by the app's own signing key and must name
 * the app as its audience; one that is signed with RS256, ES256 or EdDSA by the keys of the log-in that the app named, and by
 * its rules. The user must exist (or be made, where the app wants it) and be let in; neither the token nor its session may
 * have been revoked.
 */
export function createTokenVerifier({ engine, states, keySets }: VerifierParts) {
  const verified = createExpiringCache<VerifiedToken>(mostTokens);
  const standings = createExpiringCache<{ appId: AppId; userId: string }>(mostTokens);
  let forgotten = 0;

  async function verify(token: string, expectedApp?: AppId): Promise<VerifiedToken> {
    const now = engine().now();
    const name = `${expectedApp ?? ""} ${token}`;
    const known = verified.get(name, now.getTime());
    if (known) {
      if (!(await states.ofOpen(known.appId))) throw unknownKey();
      return known;
    }
    const before = forgotten;
    const { claims, goodUntil } = await read(token, expectedApp, now);
    // A revocation since then may have been this one's: it would be remembered as good after it was forgotten.
    if (forgotten !== before) return claims;
    verified.set(name, claims, Math.min(now.getTime() + cacheMs, goodUntil));
    return claims;
  }

  async function read(token: string, expectedApp: AppId | undefined, now: Date) {
    const { audience, alg, kid } = readUnverified(token);
    const appId = expectedApp ?? audience;
    if (appId === null) throw invalidToken("The token names no app. Send X-Natter-Key with it.");
    if (alg === "HS256" && audience !== appId)
      throw invalidToken("The token belongs to another app than the key.");
    const state = await states.ofOpen(appId);
    if (!state) throw unknownKey();
    if (alg === "HS256") {
      const own = await readOwnToken(engine(), { token, kid, appId, now });
      const { userId, expiresAt, sessionId, tokenId, issuedAt } = own;
      const mark = { tokenId, keyId: kid, sessionId, issuedAt };
      await assertStands({ appId, userId, mark });
      const goodUntil = Math.min(expiresAt.getTime(), own.keyEndsAt?.getTime() ?? Infinity);
      return { claims: { appId, userId, expiresAt, mark }, goodUntil };
    }
    if (!state.tokens) throw unknownKey();
    const shown = { token, alg, kid, appId, now };
    const external = await readExternalToken(shown, state.tokens, keySets);
    const { userId, expiresAt, tokenId, issuedAt } = external;
    const mark = { tokenId, keyId: externalKeyId, sessionId: null, issuedAt };
    await assertStands({ appId, userId, mark }, state.tokens.createUsers ? external : undefined);
    return { claims: { appId, userId, expiresAt, mark }, goodUntil: expiresAt.getTime() };
  }

  async function assertStands({ appId, userId, mark }: Bearer, newUser?: ExternalClaims) {
    const state = await states.ofOpen(appId);
    if (!state) throw unknownKey();
    assertLetIn(userId, state.guests);
    await transact(engine(), appId, (tx) =>
      assertGood(tx, { userId, mark, validAfter: state.tokensValidAfter, newUser }),
    );
  }

  /** Whether what a good token began may go on: asked of connections, which outlive their tokens. */
  async function assertStanding({ appId, userId, mark }: Bearer): Promise<void> {
    if (!(await states.ofOpen(appId))) throw unknownKey();
    const now = engine().now().getTime();
    const { tokenId, keyId, sessionId, issuedAt } = mark;
    const name = [appId, userId, tokenId, keyId, sessionId, issuedAt].join(" ");
    if (standings.get(name, now)) return;
    const before = forgotten;
    await assertStands({ appId, userId, mark });
    const isOwn = keyId !== null && keyId !== externalKeyId;
    if (isOwn && !(await transact(engine(), appId, (tx) => isSigningKeyLive(tx, keyId))))
      throw unknownKey();
    if (forgotten === before) standings.set(name, { appId, userId }, now + cacheMs);
  }

  function forgetWhere(matches: (of: { appId: AppId; userId: string }) => boolean): void {
    forgotten += 1;
    verified.deleteWhere((_name, one) => matches(one));
    standings.deleteWhere((_name, one) => matches(one));
  }

  return {
    verify,
    assertStanding,
    forgetUser: (appId: AppId, userId: string) =>
      forgetWhere((one) => one.appId === appId && one.userId === userId),
    forgetApp: (appId: AppId) => forgetWhere((one) => one.appId === appId),
  };
}

/** Who came in with which token. */
export type Bearer = {
  readonly appId: AppId;
  readonly userId: UserId;
  readonly mark: TokenMark;
};

type Unverified = {
  /** The app it is for, where its audience is one app. */
  readonly audience: AppId | null;
  readonly alg: "HS256" | ExternalAlgorithm;
  readonly kid: string;
};

/** Where to look for the key. Nothing here is believed until the signature is. */
function readUnverified(token: string): Unverified {
  try {
    const header = decodeProtectedHeader(token);
    const { aud } = decodeJwt(token);
    const audience = AppId.safeParse(aud).data ?? null;
    const isPlain = refusedHeaders.every((name) => !(name in header)) && isCanonicalToken(token);
    const type = "typ" in header ? header.typ : "JWT";
    const { alg, kid } = header;
    if (isPlain && alg === "HS256" && type === "JWT" && audience && isKeyId(kid))
      return { audience, alg, kid };
    const external = externalAlgorithms.find((name) => name === alg);
    // Access tokens of some log-ins say so (RFC 9068).
    const isToken = type === "JWT" || type === "at+jwt";
    if (isPlain && external && isToken && typeof kid === "string" && kid.length <= 256)
      return { audience, alg: external, kid };
  } catch {
    // Not a JWT at all: refused below like one without the parts it needs.
  }
  throw invalidToken("The token is no JWT with kid, aud, sub and exp.");
}

/** An app that lets in nobody without an account takes no tokens of guests, whoever signed them. */
function assertLetIn(userId: UserId, { guests, anonymous }: GuestSettings): void {
  const caller = callerClassOf(userId);
  const isLetIn = { user: true, guest: guests, anonymous }[caller];
  if (!isLetIn) throw invalidToken("This app lets in only people with an account.");
}

function isKeyId(kid: unknown): kid is string {
  return typeof kid === "string" && /^[A-Za-z0-9_-]{1,64}$/.test(kid);
}

type Good = {
  userId: UserId;
  mark: TokenMark;
  validAfter: number;
  newUser: ExternalClaims | undefined;
};

async function assertGood(tx: Tx, { userId, mark, validAfter, newUser }: Good): Promise<void> {
  const { tokenId, sessionId, issuedAt } = mark;
  const [found, isLive, isRevoked] = await Promise.all([
    findStanding(tx, userId),
    sessionId === null ? true : isSessionLive(tx, sessionId, userId),
    tokenId === null ? false : isTokenRevoked(tx, tokenId),
    assertNotBanned(tx, userId),
  ]);
  const after = Math.max(validAfter, found?.tokensValidAfter?.getTime() ?? 0);
  if (isRevoked || issuedAt * 1_000 < after) throw invalidToken("The token was revoked.");
  if (!isLive) throw invalidToken("The session was logged out.");
  // Nothing is kept of readers without a name: the token is all there is of them.
  if (callerClassOf(userId) === "anonymous") return;
  const standing = found ?? (newUser ? await makeUser(tx, newUser) : null);
  if (!standing) {
    throw invalidToken(
      `There is no user "${userId}" in this app. Register users before giving them tokens.`,
    );
  }
  if (standing.deletedAt) throw new ChatError("user.deactivated", "This user was deleted.");
  if (standing.deactivatedAt) throw new ChatError("user.deactivated", "This user is deactivated.");
}

async function makeUser(tx: Tx, { userId, name, image }: ExternalClaims) {
  await insertUser(tx, { id: userId, name: name ?? userId, image });
  return await findStanding(tx, userId);
}

function unknownKey(): ChatError {
  return invalidToken("The token was signed with a key that this server does not know.");
}
