import type { AppId, AppInput, KeyInput, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Engine } from "../../core/engine.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { hasApp, insertApp, insertKey, insertSigningKey, type KeyRow } from "./app-rows.ts";
import { hashKeyText, keyHint, newKeyText, randomText } from "./key-text.ts";

/** Creates an app with a publishable key, a secret key and a signing key. This answer is the only one that holds them. */
export async function createApp(
  engine: Engine,
  input: AppInput,
): Promise<RouteAnswer<"apps.create">> {
  const appId = (input.id ?? randomText(12).toLowerCase()) as AppId; // twelve lower-case letters and digits are an app id
  const signingKey = { kid: randomText(8), secret: randomText(43) };
  const sealedSecret = await engine.secrets.seal(signingKey.secret);
  return await transact(engine, appId, async (tx) => {
    if (!(await insertApp(tx, input.name)))
      throw new ChatError("app.id_taken", `There is an app "${appId}" already.`);
    const publishable = await addKey(tx, { kind: "publishable", name: "Default" });
    const secret = await addKey(tx, { kind: "secret", name: "Default" });
    await insertSigningKey(tx, { kid: signingKey.kid, sealedSecret });
    return {
      app: { id: appId, name: input.name, createdAt: tx.now.toISOString() },
      publishableKey: publishable.value,
      secretKey: secret.value,
      signingKey,
    };
  });
}

/** Creates a key of an app; `value` is shown this once. */
export function createKey(
  engine: Engine,
  appId: AppId,
  input: KeyInput,
): Promise<RouteAnswer<"keys.create">> {
  return transact(engine, appId, (tx) => addKey(tx, input));
}

async function addKey(tx: Tx, { kind, name }: KeyInput): Promise<RouteAnswer<"keys.create">> {
  const value = newKeyText(kind, tx.appId);
  const hash = await hashKeyText(value);
  const row = await insertKey(tx, {
    id: tx.engine.newId(),
    kind,
    name,
    hash,
    hint: keyHint(value),
  });
  return { key: keyView(row), value };
}

/** A key as lists show it. */
export function keyView({ id, kind, name, hint, createdAt, revokedAt }: KeyRow) {
  return {
    id,
    kind,
    name,
    hint,
    createdAt: createdAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

/** Whether an app exists. */
export function appExists(engine: Engine, appId: AppId): Promise<boolean> {
  return transact(engine, appId, hasApp);
}
