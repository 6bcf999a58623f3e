import { errors, jwtVerify, type JWTPayload } from "jose";
import { DisconnectCode, ErrorCode } from "./codes.ts";
import { HubDisconnect, HubError } from "./hub-error.ts";
import type { HubOptions, SessionInfo, SubscriptionGrant } from "./hub-options.ts";

export type JwtTokenOptions = {
  /** The secret that the tokens are signed with, at least 32 bytes. */
  readonly secret: string | Uint8Array;
  /** Fixed here, never taken from the token. Default HS256. */
  readonly algorithm?: "HS256" | "HS384" | "HS512" | undefined;
  /** When given, tokens must be made for this audience. */
  readonly audience?: string | undefined;
  /** May a session subscribe without a subscription token? Default: no. */
  readonly allowSubscribe?:
    | ((session: SessionInfo, channel: string) => boolean | Promise<boolean>)
    | undefined;
};

type TokenHooks = Pick<
  Required<HubOptions>,
  "authenticate" | "refresh" | "authorizeSubscribe" | "refreshSubscription"
>;

/**
 * The hooks for signed tokens (JWT) with the claims that Centrifugo uses: a connection token has
 * `sub`, `exp`, `expire_at`, `info`, `meta`, `channels`, `subs`; a subscription token `sub`,
 * `channel`, `client`, `info`, `exp`, `expire_at`. An expired token is refused with 109; any other bad
 * connection token ends the session with 3500, a bad subscription token is answered with 103.
 */
export function jwtTokens(options: JwtTokenOptions): TokenHooks {
  const secret =
    typeof options.secret === "string" ? new TextEncoder().encode(options.secret) : options.secret;
  if (secret.length < 32) throw new Error("the secret of tokens must have at least 32 bytes");
  const rules = {
    algorithms: [options.algorithm ?? "HS256"],
    ...(options.audience === undefined ? {} : { audience: options.audience }),
  };

  async function verify(token: string, refusal: Error): Promise<JWTPayload> {
    try {
      return (await jwtVerify(token, secret, rules)).payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new HubError(ErrorCode.tokenExpired);
      throw refusal;
    }
  }

  async function connectionClaims(token: string): Promise<JWTPayload> {
    const invalid = new HubDisconnect(DisconnectCode.invalidToken);
    const claims = await verify(token, invalid);
    // A subscription token says less about its bearer and must not open a connection.
    if (claims["channel"] !== undefined || typeof claims.sub !== "string") throw invalid;
    return claims;
  }

  async function grantFrom(
    session: SessionInfo,
    channel: string,
    token: string,
  ): Promise<SubscriptionGrant> {
    const claims = await verify(token, new HubError(ErrorCode.permissionDenied));
    const isForOther =
      claims.sub !== session.user ||
      claims["channel"] !== channel ||
      (claims["client"] !== undefined && claims["client"] !== session.client);
    if (isForOther) throw new HubDisconnect(DisconnectCode.invalidToken);
    return { expireAt: expiryOf(claims), info: claims["info"] };
  }

  return {
    async authenticate({ token }) {
      if (token === "") throw new HubDisconnect(DisconnectCode.badRequest);
      const claims = await connectionClaims(token);
      return {
        user: claims.sub ?? "",
        expireAt: expiryOf(claims),
        info: claims["info"],
        meta: claims["meta"],
        subscriptions: subscriptionsOf(claims),
      };
    },
    async refresh(_session, token) {
      const claims = await connectionClaims(token);
      return { user: claims.sub ?? "", expireAt: expiryOf(claims) };
    },
    async authorizeSubscribe(session, { channel, token }) {
      if (token !== "") return grantFrom(session, channel, token);
      if (await options.allowSubscribe?.(session, channel)) return {};
      throw new HubError(ErrorCode.permissionDenied);
    },
    refreshSubscription: (session, { channel, token }) => grantFrom(session, channel, token),
  };
}

/** `expire_at` overrules `exp`; 0 means that the connection outlives its token. */
function expiryOf(claims: JWTPayload): number | undefined {
  const expireAt = claims["expire_at"];
  if (typeof expireAt === "number") return expireAt === 0 ? undefined : expireAt;
  return claims.exp;
}

function subscriptionsOf(claims: JWTPayload): Record<string, SubscriptionGrant> {
  const subscriptions: Record<string, SubscriptionGrant> = Object.create(null);
  const { channels, subs } = claims;
  if (Array.isArray(channels)) for (const channel of channels) subscriptions[String(channel)] = {};
  if (typeof subs !== "object" || subs === null) return subscriptions;
  for (const [channel, sub] of Object.entries(subs as Record<string, SubscriptionGrant | null>)) {
    // Signed by the owner: its `info` and `data` are what it wants others and the client to see.
    subscriptions[channel] = { info: sub?.info, data: sub?.data };
  }
  return subscriptions;
}
