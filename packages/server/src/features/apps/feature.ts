import {
  keyScopes,
  type AppChange,
  type AppDetails,
  type AppId,
  type KeyScope,
} from "@natter/contract";
import type { Limits } from "@natter/contract/limits";
import { inApp, type Call } from "../../core/call.ts";
import type { Engine } from "../../core/engine.ts";
import type { Feature } from "../../core/feature.ts";
import type { PrimaryWork } from "../../core/primary-work.ts";
import { externalKeyId } from "./app-states.ts";
import { changeApp, getApp, listApps, updateAppSettings } from "./change-app.ts";
import { createKey, listKeys, revokeKey, rotateKey } from "./change-keys.ts";
import { listSigningKeys, revokeSigningKey, rotateSigningKey } from "./change-signing-keys.ts";
import { createApp, createFirstKeys } from "./create-app.ts";

type AppParts = {
  /** What remembers apps and keys, and forgets them in every process when they change. */
  readonly memory: {
    forgetApp(appId: AppId): Promise<void>;
    forgetKeys(appId: AppId): Promise<void>;
  };
  readonly eraser: PrimaryWork;
  /** Looks at an app's channels again, by its limits as they are now. */
  readonly resizer: PrimaryWork;
  readonly usualLimits: Limits;
  readonly isDevelopment: boolean;
};

/** Apps, their settings and their keys. */
export function appsFeature(parts: AppParts): Feature {
  const { memory, eraser, resizer, isDevelopment, usualLimits } = parts;

  /** After a change that shuts people out: nothing good is remembered, and whoever is in goes out. */
  async function shut(engine: Engine, appId: AppId, keyId?: string): Promise<void> {
    await memory.forgetApp(appId);
    await engine.realtime.end({ appId, ...(keyId === undefined ? {} : { keyId }) });
  }

  async function update({ engine }: Call, appId: AppId, input: AppChange) {
    const app = await updateAppSettings(engine, {
      ...{ appId, input, isDevelopment, usualLimits },
    });
    await memory.forgetApp(appId);
    if (input.limits !== undefined) resizer.begin(appId);
    if (input.tokens !== undefined) await shut(engine, appId, externalKeyId);
    return { app };
  }

  async function shutAfter(engine: Engine, app: AppDetails): Promise<{ app: AppDetails }> {
    await shut(engine, app.id);
    return { app };
  }

  return {
    name: "apps",
    handlers: {
      "apps.create": (call, { body }) => createApp(call.engine, body),
      "apps.list": (call, { query }) => listApps(call.engine, query),
      "apps.get": async (call, { params }) => ({ app: await getApp(call.engine, params.appId) }),
      "apps.update": (call, { params, body }) => update(call, params.appId, body),
      "apps.suspend": async ({ engine }, { params }) => {
        const suspend = changeApp(engine, params.appId, ({ suspendedAt }, now) => ({
          suspendedAt: suspendedAt ?? now,
        }));
        return await shutAfter(engine, await suspend);
      },
      "apps.resume": async ({ engine }, { params }) => {
        const app = await changeApp(engine, params.appId, () => ({ suspendedAt: null }));
        await memory.forgetApp(params.appId);
        return { app };
      },
      "apps.delete": async ({ engine }, { params }) => {
        const app = await changeApp(engine, params.appId, (_app, now) => ({ deletedAt: now }));
        const answer = await shutAfter(engine, app);
        eraser.begin(params.appId);
        return answer;
      },
      "apps.createKeys": (call, { params }) => createFirstKeys(call.engine, params.appId),
      "app.get": async (call) => ({ app: await getApp(call.engine, inApp(call).appId) }),
      "app.update": (call, { body }) => update(call, inApp(call).appId, body),
      "keys.list": (call, { query }) => listKeys(call.engine, inApp(call).appId, query),
      "keys.create": (call, { body }) => createKey(granting(call), body),
      "keys.rotate": async (call, { params, body }) => {
        const rotated = await rotateKey(granting(call), { ...params, ...body });
        await memory.forgetKeys(inApp(call).appId);
        return rotated;
      },
      "keys.revoke": async (call, { params }) => {
        const { engine, appId } = inApp(call);
        await revokeKey(engine, appId, params.keyId);
        await memory.forgetKeys(appId);
      },
      "signingKeys.list": (call, { query }) =>
        listSigningKeys(call.engine, inApp(call).appId, query),
      "signingKeys.rotate": async (call, { body }) => {
        const { engine, appId } = inApp(call);
        const { answer, others } = await rotateSigningKey(engine, appId, body.overlapSeconds);
        await memory.forgetApp(appId);
        const ended = body.overlapSeconds === 0 ? others : [];
        await Promise.all(ended.map((keyId) => engine.realtime.end({ appId, keyId })));
        return answer;
      },
      "signingKeys.revoke": async (call, { params }) => {
        const { engine, appId } = inApp(call);
        await revokeSigningKey(engine, appId, params.kid);
        await shut(engine, appId, params.kid);
      },
    },
  };
}

function granting(call: Call): { engine: Engine; appId: AppId; own: readonly KeyScope[] } {
  const { engine, appId, actor } = inApp(call);
  return { engine, appId, own: actor.type === "server" ? actor.scopes : keyScopes };
}
