import type { Logger } from "pino";
import type { Limits } from "@natter/contract/limits";
import type { Database } from "../adapters/database/port.ts";
import type { Realtime } from "../adapters/realtime/port.ts";
import type { Relay } from "./relay.ts";
import type { Secrets } from "./secrets.ts";

/** What every action may use. Made once by the composition root; a test gives its own clock and ids. */
export type Engine = {
  readonly database: Database;
  readonly realtime: Realtime;
  readonly relay: Relay;
  readonly limits: Limits;
  readonly secrets: Secrets;
  readonly log: Logger;
  readonly now: () => Date;
  /** A new UUIDv7 (RFC 9562). */
  readonly newId: () => string;
};
