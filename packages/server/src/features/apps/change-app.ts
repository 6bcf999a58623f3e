import type { AppChange, AppDetails, AppId, AppListQuery, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppLimitName, Limits } from "@natter/contract/limits";
import { importJWK } from "jose";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { findApp, lockApp, pageOfApps, updateApp, type AppRow } from "./app-rows.ts";
import type { StoredSettings } from "./app-table.ts";
import { appNotFound, appView } from "./app-views.ts";

/** The apps of the platform by ascending id. */
export async function listApps(
  engine: Engine,
  { limit, cursor }: AppListQuery,
): Promise<RouteAnswer<"apps.list">> {
  const [after = ""] = cursor === undefined ? [] : decodeCursor(cursor, 1);
  const rows = await pageOfApps(engine, { after, limit: limit + 1, onlyDeleted: false });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? encodeCursor([last.appId]) : null;
  return { items: shown.map(appView), next, previous: null };
}

/** One app, or `app.not_found`. */
export async function getApp(engine: Engine, appId: AppId): Promise<AppDetails> {
  const row = await transact(engine, appId, findApp);
  if (!row) throw appNotFound(appId);
  return appView(row);
}

type Change = Partial<Pick<AppRow, "name" | "suspendedAt" | "deletedAt" | "settings">>;

/** Changes an app that is not being deleted, by what it is now; the caller makes every process forget its state. */
export function changeApp(
  engine: Engine,
  appId: AppId,
  decide: (app: AppRow, now: Date) => Change,
): Promise<AppDetails> {
  return transact(engine, appId, async (tx) => {
    const app = await lockApp(tx);
    if (!app || app.deletedAt) throw appNotFound(appId);
    const change = decide(app, tx.now);
    if (Object.keys(change).length > 0) await updateApp(tx, change);
    return appView({ ...app, ...change });
  });
}

/** Changes an app's name and settings. */
export async function updateAppSettings(
  engine: Engine,
  { appId, input, isDevelopment, usualLimits }: AppUpdate,
): Promise<AppDetails> {
  await assertUsable(input, isDevelopment);
  return await changeApp(engine, appId, ({ settings }, now) => {
    const next = nextSettings(settings, input, now);
    assertFitTogether({ ...usualLimits, ...next.limits });
    return { ...(input.name === undefined ? {} : { name: input.name }), settings: next };
  });
}

type AppUpdate = {
  readonly appId: AppId;
  readonly input: AppChange;
  readonly isDevelopment: boolean;
  readonly usualLimits: Limits;
};

function nextSettings(
  { tokens, limits = {}, guests, toResize: before }: StoredSettings,
  input: Pick<AppChange, "tokens" | "limits" | "guests">,
  now: Date,
): StoredSettings {
  const nextTokens = input.tokens === undefined ? tokens : (input.tokens ?? undefined);
  const nextLimits = Object.entries({ ...limits, ...input.limits }).filter(
    (entry): entry is [string, number] => entry[1] !== null && entry[1] !== undefined,
  );
  const nextGuests = input.guests ?? guests;
  const resizes = sizeLimits.some((name) => input.limits?.[name] !== undefined);
  const toResize = resizes ? now.toISOString() : before;
  return {
    ...(nextGuests === undefined ? {} : { guests: nextGuests }),
    ...(nextTokens === undefined ? {} : { tokens: nextTokens }),
    ...(nextLimits.length === 0 ? {} : { limits: Object.fromEntries(nextLimits) }),
    ...(toResize === undefined ? {} : { toResize }),
  };
}

const sizeLimits: readonly AppLimitName[] = [
  ...(["receiptMembers", "roomMembers", "feedMembers"] as const),
  ...(["presenceMembers", "crowdMembers"] as const),
];

function assertFitTogether({ feedMembers, roomMembers }: Limits): void {
  if (feedMembers <= roomMembers) return;
  throw new ChatError(
    "app.limits_invalid",
    `limits: feedMembers (${feedMembers}) is at most roomMembers (${roomMembers}). Set both.`,
  );
}

async function assertUsable(
  { tokens }: Pick<AppChange, "tokens">,
  isDevelopment: boolean,
): Promise<void> {
  if (!tokens) return;
  if (tokens.jwksUrl?.startsWith("http:") && !isDevelopment) {
    throw new ChatError(
      "app.tokens_invalid",
      "tokens.jwksUrl: use https, so that nobody on the way can give other keys.",
    );
  }
  const kids = tokens.jwks?.keys.map((key) => key.kid) ?? [];
  if (new Set(kids).size < kids.length)
    throw new ChatError("app.tokens_invalid", "tokens.jwks: two keys have the same kid.");
  for (const key of tokens.jwks?.keys ?? []) {
    const { alg: _alg, use: _use, ...bare } = key;
    await importJWK(bare, key.kty === "RSA" ? "RS256" : key.kty === "EC" ? "ES256" : "EdDSA").catch(
      () => {
        throw new ChatError("app.tokens_invalid", `tokens.jwks: "${key.kid}" is no public key.`);
      },
    );
  }
}
