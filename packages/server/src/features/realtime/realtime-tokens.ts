import type { AppId } from "@natter/contract";
import type { TokenMark } from "../../adapters/realtime/port.ts";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { isCanonicalToken } from "../../core/canonical-token.ts";
import { realtimeUser, userLine } from "../../core/realtime-names.ts";
import type { Secrets } from "../../core/secrets.ts";

const Mark = z.object({
  tokenId: z.string().nullable(),
  keyId: z.string().nullable(),
  sessionId: z.string().nullable(),
  issuedAt: z.number(),
});

const connectionMinutes = 30;
const subscriptionMinutes = 30;

/**
 * Tokens in the form Centrifugo's clients and server know (JWT, HS256): a connection token names the user and the
 * streams the server subscribes it to; a subscription token names one stream.
 */
export async function signConnectionToken(
  secrets: Secrets,
  { appId, userId, mark, now }: { appId: AppId; userId: string; mark: TokenMark; now: Date },
): Promise<{ token: string; expiresAt: Date }> {
  const expiresAt = new Date(now.getTime() + connectionMinutes * 60_000);
  const token = await new SignJWT({ channels: [userLine(appId, userId)], by: mark })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(realtimeUser(appId, userId))
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(secrets.realtimeKey);
  return { token, expiresAt };
}

/** A token for one stream and one user. */
export async function signSubscriptionToken(
  secrets: Secrets,
  { user, channel, now }: { user: string; channel: string; now: Date },
): Promise<string> {
  return await new SignJWT({ channel })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(user)
    .setIssuedAt(now)
    .setExpirationTime(new Date(now.getTime() + subscriptionMinutes * 60_000))
    .sign(secrets.realtimeKey);
}

export type ConnectionClaims = {
  user: string;
  channels: string[];
  expireAt: number;
  issuedAt: number;
  mark: TokenMark;
};

/** Checks a connection token. Throws jose's errors; `ERR_JWT_EXPIRED` tells an expired one from a forged one. */
export async function verifyConnectionToken(
  secrets: Secrets,
  token: string,
  now: Date,
): Promise<ConnectionClaims> {
  const { payload } = await verify(secrets, token, now);
  const { sub, channels, exp, iat, channel, by } = payload as Record<string, unknown>;
  const isList = Array.isArray(channels) && channels.every((name) => typeof name === "string");
  if (typeof sub !== "string" || !isList || channel !== undefined)
    throw new Error("Not a connection token.");
  const mark = Mark.parse(by);
  return { user: sub, channels, expireAt: Number(exp), issuedAt: Number(iat), mark };
}

/** Checks that a token is for this user and this stream; answers when it expires, in seconds since 1970. */
export async function verifySubscriptionToken(
  secrets: Secrets,
  { token, user, channel, now }: { token: string; user: string; channel: string; now: Date },
): Promise<number> {
  const { payload } = await verify(secrets, token, now);
  if (payload.sub !== user || payload["channel"] !== channel)
    throw new Error("The token is for another stream.");
  return Number(payload.exp);
}

async function verify(secrets: Secrets, token: string, now: Date) {
  if (!isCanonicalToken(token)) throw new Error("Not a token.");
  return await jwtVerify(token, secrets.realtimeKey, {
    algorithms: ["HS256"],
    requiredClaims: ["sub", "exp", "iat"],
    currentDate: now,
  });
}
