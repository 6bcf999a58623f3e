import type { AppId, AppInput, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Engine } from "../../core/engine.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { findApp, insertApp, type AppRow } from "./app-rows.ts";
import { appNotFound } from "./app-views.ts";
import { addKey } from "./change-keys.ts";
import { randomText } from "./key-text.ts";
import { newSigningSecret } from "./change-signing-keys.ts";
import { insertSigningKey } from "./signing-key-rows.ts";

/** Creates an app with a publishable key, a secret key and a signing key. This answer is the only one that holds them. */
export async function createApp(
  engine: Engine,
  input: AppInput,
): Promise<RouteAnswer<"apps.create">> {
  const appId = (input.id ?? randomText(12).toLowerCase()) as AppId; // twelve lower-case letters and digits are an app id
  return await makeKeys(engine, appId, async (tx) => {
    if (!(await insertApp(tx, input.name)))
      throw new ChatError("app.id_taken", `There is an app "${appId}" already.`);
    return { name: input.name, createdAt: tx.now };
  });
}

/** Makes an app that lost its keys the first three again; those it has stay good. */
export function createFirstKeys(
  engine: Engine,
  appId: AppId,
): Promise<RouteAnswer<"apps.createKeys">> {
  return makeKeys(engine, appId, async (tx) => {
    const app = await findApp(tx);
    if (!app || app.deletedAt) throw appNotFound(appId);
    return app;
  });
}

type Named = Pick<AppRow, "name" | "createdAt">;

async function makeKeys(
  engine: Engine,
  appId: AppId,
  findOrMake: (tx: Tx) => Promise<Named>,
): Promise<RouteAnswer<"apps.create">> {
  const signingKey = await newSigningSecret(engine);
  return await transact(engine, appId, async (tx) => {
    const { name, createdAt } = await findOrMake(tx);
    const publishable = await addKey(tx, { kind: "publishable", name: "Default" });
    const secret = await addKey(tx, { kind: "secret", name: "Default" });
    await insertSigningKey(tx, signingKey);
    return {
      app: { id: appId, name, createdAt: createdAt.toISOString() },
      publishableKey: publishable.value,
      secretKey: secret.value,
      signingKey: { kid: signingKey.kid, secret: signingKey.secret },
    };
  });
}

/** Whether an app exists. */
export async function appExists(engine: Engine, appId: AppId): Promise<boolean> {
  return (await transact(engine, appId, findApp)) !== null;
}
