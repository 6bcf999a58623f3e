import { UserId, type AppId } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Processes } from "../adapters/processes/port.ts";
import type { Actor } from "../core/call.ts";
import type { Engine } from "../core/engine.ts";
import { transact } from "../core/transact.ts";
import { findKey, parseKeyText } from "../features/apps/public.ts";
import { userSummaries } from "../features/users/public.ts";
import { createExpiringCache } from "./expiring-cache.ts";
import { createTokenVerifier, type VerifiedToken } from "./verify-user-token.ts";

export type Credentials = {
  readonly authorization: string | undefined;
  /** X-Natter-Key: a publishable key that names the app. */
  readonly appKey: string | undefined;
  /** X-Natter-User: the user a server key acts for. */
  readonly actingUser: string | undefined;
  readonly origin: string | undefined;
};

/** The one verifier of every entry point. */
export type Authenticator = {
  /** Who calls. Nothing given is `anonymous`; anything wrong is refused with an `auth.…` code. */
  authenticate(credentials: Credentials): Promise<{ appId: AppId | null; actor: Actor }>;
  verifyUserToken(token: string, appId?: AppId): Promise<VerifiedToken>;
  /** Forgets tokens of a user that were found good before: after a log-out. Resolves when every process has. */
  forgetUser(appId: AppId, userId: string): Promise<void>;
  /** Forgets keys of an app: after one was revoked. Resolves when every process has. */
  forgetKeys(appId: string): Promise<void>;
};

const keyCacheMs = 5_000;
const userCacheMs = 30_000;

/** Makes the verifier. `adminKey` opens the platform's own routes; without one they stay shut. */
export function createAuthenticator(
  engine: () => Engine,
  { adminKey, processes }: { adminKey?: string | undefined; processes: Processes },
): Authenticator {
  const keys = createExpiringCache<{ id: string; kind: "publishable" | "secret" }>(1_000);
  const users = createExpiringCache<true>(10_000);
  let revocations = 0;
  const tokens = createTokenVerifier(engine);
  const forgetUser = processes.everywhere(
    "authenticator.forgetUser",
    ({ appId, userId }: { appId: AppId; userId: string }) => {
      tokens.forgetUser(appId, userId);
      users.deleteWhere((name) => name === `${appId} ${userId}`);
    },
  );
  const forgetKeys = processes.everywhere("authenticator.forgetKeys", (appId: string) => {
    revocations += 1;
    keys.deleteWhere((name) => name.startsWith(`${appId} `));
  });

  async function findLiveKey(text: string, appId: AppId) {
    const name = `${appId} ${text}`;
    const now = engine().now().getTime();
    const known = keys.get(name, now);
    if (known) return known;
    const before = revocations;
    const found = await findKey(engine(), appId, text);
    // A key revoked meanwhile must not be remembered after it was forgotten.
    if (found && revocations === before) keys.set(name, found, now + keyCacheMs);
    return found;
  }

  async function appOfKey(text: string): Promise<AppId> {
    const parsed = parseKeyText(text);
    const key = parsed?.kind === "publishable" ? await findLiveKey(text, parsed.appId) : null;
    if (!parsed || !key)
      throw new ChatError(
        "auth.invalid_key",
        "X-Natter-Key is not a publishable key of this server.",
      );
    return parsed.appId;
  }

  async function serverActor(text: string, { actingUser, appKey, origin }: Credentials) {
    const parsed = parseKeyText(text);
    if (origin !== undefined) {
      throw new ChatError(
        "auth.secret_key_in_browser",
        "A secret key must never be used in a browser. Revoke it now and use user tokens there.",
      );
    }
    const key = parsed && (await findLiveKey(text, parsed.appId));
    if (!parsed || key?.kind !== "secret")
      throw new ChatError("auth.invalid_key", "The secret key is unknown or was revoked.");
    const { appId } = parsed;
    if (appKey !== undefined && (await appOfKey(appKey)) !== appId) {
      throw new ChatError(
        "auth.invalid_key",
        "X-Natter-Key is of another app than the secret key.",
      );
    }
    if (actingUser === undefined)
      return { appId, actor: { type: "server", keyId: key.id } as const };
    const userId = actingUserId(actingUser);
    await assertUser(appId, userId);
    return { appId, actor: { type: "user", userId, sessionId: null, byServer: true } as const };
  }

  async function assertUser(appId: AppId, userId: UserId): Promise<void> {
    const name = `${appId} ${userId}`;
    const now = engine().now().getTime();
    if (users.get(name, now)) return;
    const people = await transact(engine(), appId, (tx) => userSummaries(tx, [userId]));
    if (!people.has(userId))
      throw new ChatError(
        "user.not_found",
        `X-Natter-User: there is no user "${userId}" in this app.`,
      );
    users.set(name, true, now + userCacheMs);
  }

  return {
    async authenticate(credentials) {
      const { authorization, appKey } = credentials;
      if (authorization === undefined) {
        const appId = appKey === undefined ? null : await appOfKey(appKey);
        return { appId, actor: { type: "anonymous" } };
      }
      const bearer = /^Bearer ([^\s]+)$/i.exec(authorization)?.[1];
      if (bearer === undefined)
        throw new ChatError(
          "auth.invalid_token",
          "Send the Authorization header as: Bearer <token>.",
        );
      if (bearer.startsWith("sk_")) return await serverActor(bearer, credentials);
      if (bearer.startsWith("ak_")) return adminActor(bearer, credentials, adminKey);
      if (bearer.startsWith("pk_")) {
        throw new ChatError("auth.invalid_key", "A publishable key goes into X-Natter-Key.");
      }
      const appId = appKey === undefined ? undefined : await appOfKey(appKey);
      const verified = await tokens.verify(bearer, appId);
      return {
        appId: verified.appId,
        actor: { type: "user", userId: verified.userId, sessionId: verified.sessionId },
      };
    },
    verifyUserToken: tokens.verify,
    forgetUser: async (appId, userId) => void (await forgetUser({ appId, userId })),
    forgetKeys: async (appId) => void (await forgetKeys(appId)),
  };
}

function adminActor(
  bearer: string,
  { origin }: Credentials,
  adminKey: string | undefined,
): { appId: null; actor: Actor } {
  if (origin !== undefined) {
    throw new ChatError(
      "auth.secret_key_in_browser",
      "The admin key must never be used in a browser. Give the server another one now.",
    );
  }
  if (adminKey === undefined || !isSame(bearer, adminKey)) {
    throw new ChatError(
      "auth.invalid_key",
      "The admin key is not the one this server was started with.",
    );
  }
  return { appId: null, actor: { type: "admin" } };
}

function actingUserId(text: string): UserId {
  const parsed = UserId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ChatError(
    "request.invalid",
    `X-Natter-User: ${parsed.error.issues[0]?.message ?? "not a user id"}.`,
  );
}

/** Compares without telling by its time how much was right. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [new TextEncoder().encode(one), new TextEncoder().encode(other)];
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1)
    difference |= (a[index] ?? 0) ^ (b[index % b.length] ?? 0);
  return difference === 0;
}
