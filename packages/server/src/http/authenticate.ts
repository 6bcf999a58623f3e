import { UserId, type AppId } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Processes } from "../adapters/processes/port.ts";
import type { WebFetch } from "../adapters/web-fetch/port.ts";
import type { Actor } from "../core/call.ts";
import type { Engine } from "../core/engine.ts";
import { createExpiringCache } from "../core/expiring-cache.ts";
import { transact } from "../core/transact.ts";
import { parseKeyText, type AppStates } from "../features/apps/public.ts";
import { assertNotBanned } from "../features/ban-register/public.ts";
import { assertActive } from "../features/users/public.ts";
import { adminActor } from "./admin-actor.ts";
import { createKeySets } from "./key-sets.ts";
import { createLiveKeys } from "./live-keys.ts";
import { createTokenVerifier, type Bearer, type VerifiedToken } from "./verify-user-token.ts";

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
  /** Refuses what a token began that is no longer good, or whose app or user is no longer let in. */
  assertStanding(bearer: Bearer): Promise<void>;
  /** Refuses an app that is suspended or gone, for entries that know their app by another way. */
  assertOpen(appId: AppId): Promise<void>;
  /** Forgets tokens of a user that were found good before. Resolves when every process has. */
  forgetUser(appId: AppId, userId: string): Promise<void>;
  /** Forgets everything of an app that was found good before. Resolves when every process has. */
  forgetApp(appId: AppId): Promise<void>;
  /** Forgets keys of an app: after one was revoked. Resolves when every process has. */
  forgetKeys(appId: AppId): Promise<void>;
};

type AuthenticatorParts = {
  /** Opens the platform's own routes; without one they stay shut. */
  readonly adminKey?: string | undefined;
  readonly processes: Processes;
  readonly states: AppStates;
  /** Fetches the key sets that apps name; without it those apps' tokens are refused. */
  readonly webFetch?: WebFetch | undefined;
};

const userCacheMs = 30_000;

/** Makes the verifier. */
export function createAuthenticator(
  engine: () => Engine,
  { adminKey, processes, states, webFetch }: AuthenticatorParts,
): Authenticator {
  const keys = createLiveKeys(engine, processes);
  const users = createExpiringCache<true>(10_000);
  let forgotten = 0;
  const tokens = createTokenVerifier({ engine, states, keySets: createKeySets(engine, webFetch) });
  const forgetUser = processes.everywhere(
    "authenticator.forgetUser",
    ({ appId, userId }: { appId: AppId; userId: string }) => {
      forgotten += 1;
      tokens.forgetUser(appId, userId);
      users.deleteWhere((name) => name === `${appId} ${userId}`);
    },
  );
  const forgetApp = processes.everywhere("authenticator.forgetApp", (appId: AppId) => {
    forgotten += 1;
    tokens.forgetApp(appId);
    users.deleteWhere((name) => name.startsWith(`${appId} `));
  });

  async function assertOpen(appId: AppId): Promise<void> {
    if (!(await states.ofOpen(appId)))
      throw new ChatError("auth.invalid_key", "The key is of an app that is gone.");
  }

  async function appOfKey(text: string): Promise<AppId> {
    const parsed = parseKeyText(text);
    const key = parsed?.kind === "publishable" ? await keys.find(text, parsed.appId) : null;
    if (!parsed || !key)
      throw new ChatError(
        "auth.invalid_key",
        "X-Natter-Key is not a publishable key of this server.",
      );
    await assertOpen(parsed.appId);
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
    const found = parsed && (await keys.find(text, parsed.appId));
    if (!parsed || found?.kind !== "secret")
      throw new ChatError("auth.invalid_key", "The secret key is unknown or was revoked.");
    const { appId } = parsed;
    await assertOpen(appId);
    if (appKey !== undefined && (await appOfKey(appKey)) !== appId) {
      throw new ChatError(
        "auth.invalid_key",
        "X-Natter-Key is of another app than the secret key.",
      );
    }
    const { id, scopes } = found;
    if (actingUser === undefined)
      return { appId, actor: { type: "server", keyId: id, scopes } as const };
    const userId = actingUserId(actingUser);
    await assertUser(appId, userId);
    const key = { id, scopes };
    return {
      appId,
      actor: { type: "user", userId, sessionId: null, byServer: true, key } as const,
    };
  }

  async function assertUser(appId: AppId, userId: UserId): Promise<void> {
    const name = `${appId} ${userId}`;
    const now = engine().now().getTime();
    if (users.get(name, now)) return;
    const before = forgotten;
    await transact(engine(), appId, (tx) =>
      Promise.all([assertActive(tx, [userId]), assertNotBanned(tx, userId)]),
    ).catch((error: unknown) => {
      if (!(error instanceof ChatError)) throw error;
      const { code, message, details } = error;
      throw new ChatError(code, `X-Natter-User: ${message}`, details ? { details } : {});
    });
    if (forgotten === before) users.set(name, true, now + userCacheMs);
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
      if (bearer.startsWith("ak_")) return adminActor(bearer, credentials.origin, adminKey);
      if (bearer.startsWith("pk_")) {
        throw new ChatError("auth.invalid_key", "A publishable key goes into X-Natter-Key.");
      }
      const appId = appKey === undefined ? undefined : await appOfKey(appKey);
      const { userId, mark, ...verified } = await tokens.verify(bearer, appId);
      const { sessionId } = mark;
      return { appId: verified.appId, actor: { type: "user", userId, sessionId, token: mark } };
    },
    verifyUserToken: tokens.verify,
    assertStanding: tokens.assertStanding,
    assertOpen,
    forgetUser: async (appId, userId) => void (await forgetUser({ appId, userId })),
    async forgetApp(appId) {
      await Promise.all([states.forget(appId), keys.forget(appId)]);
      await forgetApp(appId);
    },
    forgetKeys: keys.forget,
  };
}

function actingUserId(text: string): UserId {
  const parsed = UserId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new ChatError(
    "request.invalid",
    `X-Natter-User: ${parsed.error.issues[0]?.message ?? "not a user id"}.`,
  );
}
