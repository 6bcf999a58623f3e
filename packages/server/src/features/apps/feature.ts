import { ChatError } from "@natter/contract/chat-error";
import { inApp } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { listKeyRows, revokeKeyRow } from "./app-rows.ts";
import { createApp, createKey, keyView } from "./create-app.ts";

/** What happens elsewhere when a key is revoked: whoever remembers it forgets it. */
type KeyCache = { forgetKeys(appId: string): Promise<void> };

/** Apps and their keys. */
export function appsFeature(cache: KeyCache): Feature {
  return {
    name: "apps",
    handlers: {
      "apps.create": (call, { body }) => createApp(call.engine, body),
      "keys.create": (call, { body }) => createKey(call.engine, inApp(call).appId, body),
      "keys.list": async (call) => {
        const rows = await transact(call.engine, inApp(call).appId, listKeyRows);
        return { items: rows.map(keyView) };
      },
      "keys.revoke": async (call, { params }) => {
        const { appId } = inApp(call);
        const isRevoked = await transact(call.engine, appId, (tx) =>
          revokeKeyRow(tx, params.keyId),
        );
        if (!isRevoked) throw new ChatError("key.not_found", "There is no live key with this id.");
        await cache.forgetKeys(appId);
      },
    },
  };
}
