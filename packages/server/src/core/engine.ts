import type { AppId } from "@natter/contract";
import type { Logger } from "pino";
import type { AppLimitName, Limits } from "@natter/contract/limits";
import type { Database } from "../adapters/database/port.ts";
import type { Realtime } from "../adapters/realtime/port.ts";
import type { Relay } from "./relay.ts";
import type { Screen } from "./screening.ts";
import type { Secrets } from "./secrets.ts";

/** Who is there, by their sessions and what their apps say; whether they want to be seen is another question. */
export type PresenceView = { isOnline(appId: AppId, userId: string): boolean };

/** What every action may use. Made once by the composition root; a test gives its own clock and ids. */
export type Engine = {
  readonly database: Database;
  readonly realtime: Realtime;
  readonly relay: Relay;
  /** The limits that are the same for every app; those of one app are `limitsOf`, and in a transaction `tx.limits`. */
  readonly limits: Omit<Limits, AppLimitName>;
  /** The limits of an app: the usual ones, and in their place what the platform's admin set for it. */
  limitsOf(appId: AppId | null): Promise<Limits>;
  readonly presence: PresenceView;
  readonly secrets: Secrets;
  /** Looks over what people write before others see it: `features/moderation/public.ts` is its door. */
  readonly screen: Screen;
  readonly log: Logger;
  readonly now: () => Date;
  /** A new UUIDv7 (RFC 9562). */
  readonly newId: () => string;
};
