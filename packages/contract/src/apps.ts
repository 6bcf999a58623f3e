import { z } from "zod";
import { AppId } from "./ids.ts";
import { name, Timestamp } from "./text.ts";

export const App = z.object({ id: AppId, name: z.string(), createdAt: Timestamp });
export type App = z.infer<typeof App>;

export const AppInput = z.strictObject({ id: AppId.optional(), name: name(128) });
export type AppInput = z.infer<typeof AppInput>;

export const KeyKind = z.enum(["publishable", "secret"]);
export type KeyKind = z.infer<typeof KeyKind>;

/** A key without its secret: `hint` is its prefix and last four characters. */
export const Key = z.object({
  id: z.uuid(),
  kind: KeyKind,
  name: z.string(),
  hint: z.string(),
  createdAt: Timestamp,
  revokedAt: Timestamp.nullable(),
});
export type Key = z.infer<typeof Key>;

export const KeyInput = z.strictObject({ kind: KeyKind, name: name(128) });
export type KeyInput = z.infer<typeof KeyInput>;

/** The only answer that ever holds the key itself. */
export const NewKeyAnswer = z.object({ key: Key, value: z.string() });

/** A new app with everything a customer's server needs; secrets are shown this once. */
export const NewAppAnswer = z.object({
  app: App,
  publishableKey: z.string(),
  secretKey: z.string(),
  /** Signs user tokens: HS256 with this secret and `kid` in the header. */
  signingKey: z.object({ kid: z.string(), secret: z.string() }),
});
export type NewAppAnswer = z.infer<typeof NewAppAnswer>;

export const KeysAnswer = z.object({ items: z.array(Key) });
