import type { AppDetails, GuestSettings } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { findApp, type AppRow } from "./app-rows.ts";
import { statusOf } from "./app-states.ts";
import type { KeyRow } from "./key-rows.ts";
import type { SigningKeyRow } from "./signing-key-rows.ts";

/** Nobody without an account, where an app has not said otherwise. */
const nobodyElse: GuestSettings = { guests: false, anonymous: false };

/** Whom the app lets in without an account. */
export async function guestSettingsOf(tx: Tx): Promise<GuestSettings> {
  return (await findApp(tx))?.settings.guests ?? nobodyElse;
}

/** An app as its admin sees it. */
export function appView(row: AppRow): AppDetails {
  const view = {
    id: row.appId,
    name: row.name,
    createdAt: row.createdAt.toISOString(),
    status: statusOf(row),
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    tokens: row.settings.tokens ?? null,
    limits: row.settings.limits ?? {},
    guests: row.settings.guests ?? nobodyElse,
  };
  return view as AppDetails; // the id of our own row
}

/** A key as lists show it. */
export function keyView(row: KeyRow) {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

/** A signing key as lists show it. */
export function signingKeyView(row: SigningKeyRow) {
  return {
    kid: row.kid,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}

export function appNotFound(appId: string): ChatError {
  return new ChatError("app.not_found", `There is no app "${appId}".`);
}
