import type { AppId } from "@natter/contract";
import type { Logger } from "pino";
import type { Engine } from "../core/engine.ts";
import { transact } from "../core/transact.ts";
import { guestSettingsOf } from "../features/apps/public.ts";

/** What of it stays the same for as long as the server runs. */
export type PageSettings = {
  readonly appId: AppId;
  readonly appKey: string;
  readonly demo: boolean;
};

/** What the page learns of this server before anybody signs in: no secret. */
export type PageFacts = {
  readonly appKey: string;
  readonly demo: boolean;
  /** Whether people may come in without an account. */
  readonly guests: boolean;
};

/** Answers what the page is to know at this moment: an app may begin to let guests in, or stop, at any time. */
export function createPageFacts(
  engine: Engine,
  log: Logger,
  { appId, appKey, demo }: PageSettings,
): () => Promise<PageFacts> {
  return async () => {
    try {
      const { guests } = await transact(engine, appId, guestSettingsOf);
      return { appKey, demo, guests };
    } catch (error) {
      // Whoever has an account goes on with what is on their device while the database is away.
      log.warn({ err: error }, "whether guests are let in could not be read");
      return { appKey, demo, guests: false };
    }
  };
}
