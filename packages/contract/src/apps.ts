import { z } from "zod";
import { GuestSettings } from "./guests.ts";
import { AppId } from "./ids.ts";
import { appLimitBounds, type AppLimitName } from "./limits.ts";
import { Cursor, pageOf, PageLimit } from "./page.ts";
import { KeyScope } from "./scopes.ts";
import { name, text, Timestamp } from "./text.ts";
import { TokenSettings } from "./token-settings.ts";

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
  /** What a secret key may do; empty for a publishable one, which only names the app. */
  scopes: z.array(KeyScope),
  createdAt: Timestamp,
  /** From then on it is refused; null for never. */
  expiresAt: Timestamp.nullable(),
  /** When it was last used, to the minute; null for never. */
  lastUsedAt: Timestamp.nullable(),
  revokedAt: Timestamp.nullable(),
});
export type Key = z.infer<typeof Key>;

export const KeyInput = z.strictObject({
  kind: KeyKind,
  name: name(128),
  /** For secret keys; all of them when not said. */
  scopes: z.array(KeyScope).min(1).max(16).optional(),
  expiresAt: Timestamp.optional(),
});
export type KeyInput = z.infer<typeof KeyInput>;

const OverlapSeconds = z.number().int().min(0).max(2_592_000);

/** How long the old one stays good beside the new one: up to 30 days, a day when not said. */
export const RotateInput = z.strictObject({ overlapSeconds: OverlapSeconds.default(86_400) });
export type RotateInput = z.infer<typeof RotateInput>;

/** The only answer that ever holds the key itself. */
export const NewKeyAnswer = z.object({ key: Key, value: z.string() });

/** A secret that signs user tokens (HS256, `kid` in the header), without the secret. */
export const SigningKey = z.object({
  kid: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
  revokedAt: Timestamp.nullable(),
});
export type SigningKey = z.infer<typeof SigningKey>;

/** The only answer that ever holds the secret. */
export const NewSigningKeyAnswer = z.object({ signingKey: SigningKey, secret: z.string() });
export const SigningKeyPage = pageOf(SigningKey);
export const Kid = text(64, 1).regex(/^[A-Za-z0-9_-]+$/, "a kid has letters, digits, _ or -");

/** A new app with everything a customer's server needs; secrets are shown this once. */
export const NewAppAnswer = z.object({
  app: App,
  publishableKey: z.string(),
  secretKey: z.string(),
  /** Signs user tokens: HS256 with this secret and `kid` in the header. */
  signingKey: z.object({ kid: z.string(), secret: z.string() }),
});
export type NewAppAnswer = z.infer<typeof NewAppAnswer>;

export const KeyPage = pageOf(Key);
export const KeyListQuery = z.strictObject({ limit: PageLimit, cursor: Cursor.optional() });
export type KeyListQuery = z.infer<typeof KeyListQuery>;

export const AppStatus = z.enum(["active", "suspended", "deleting"]);
export type AppStatus = z.infer<typeof AppStatus>;

const appLimitNames = Object.keys(appLimitBounds) as AppLimitName[]; // made of the table of bounds

/** Limits of one app where they differ from the usual ones. */
export const AppLimits = z.partialRecord(z.enum(appLimitNames), z.number().int());
export type AppLimits = Readonly<Partial<Record<AppLimitName, number>>>;

/** A change of them, each within its bounds; null for the usual one again. */
export const AppLimitsChange = z.strictObject(
  Object.fromEntries(
    appLimitNames.map((limit) => {
      const [least, most] = appLimitBounds[limit];
      return [limit, z.number().int().min(least).max(most).nullable().optional()];
    }),
  ) as Record<AppLimitName, z.ZodOptional<z.ZodNullable<z.ZodNumber>>>, // one for each name
);

/** An app as the platform's admin and its own server see it. */
export const AppDetails = App.extend({
  status: AppStatus,
  suspendedAt: Timestamp.nullable(),
  tokens: TokenSettings.nullable(),
  limits: AppLimits,
  guests: GuestSettings,
});
export type AppDetails = z.infer<typeof AppDetails>;

export const AppDetailsAnswer = z.object({ app: AppDetails });
export const AppPage = pageOf(AppDetails);
export const AppListQuery = z.strictObject({ limit: PageLimit, cursor: Cursor.optional() });
export type AppListQuery = z.infer<typeof AppListQuery>;

/** What the customer's server changes of its app; `tokens: null` takes only tokens of the app's own signing keys. */
export const OwnAppChange = z.strictObject({
  name: name(128).optional(),
  tokens: TokenSettings.nullable().optional(),
  guests: GuestSettings.optional(),
});
export type OwnAppChange = z.infer<typeof OwnAppChange>;

/** What the platform's admin changes of an app; a limit of null is the usual one again. */
export const AppChange = OwnAppChange.extend({
  limits: AppLimitsChange.optional(),
});
export type AppChange = z.infer<typeof AppChange>;
