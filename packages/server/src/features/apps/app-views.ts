import type { AppDetails } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppRow } from "./app-rows.ts";
import { statusOf } from "./app-states.ts";
import type { KeyRow } from "./key-rows.ts";
import type { SigningKeyRow } from "./signing-key-rows.ts";

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
