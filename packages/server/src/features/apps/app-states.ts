import type { AppId, AppLimits, AppStatus, GuestSettings, TokenSettings } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { createExpiringCache } from "../../core/expiring-cache.ts";
import { readApp, type AppRow } from "./app-rows.ts";

/** What every call of an app depends on. */
export type AppState = {
  readonly status: AppStatus;
  /** How tokens of another log-in are verified; null where only the app's own signing keys sign. */
  readonly tokens: TokenSettings | null;
  readonly limits: AppLimits;
  /** Whom it lets in without an account. */
  readonly guests: GuestSettings;
  /** Tokens issued before it are refused: milliseconds since 1970, 0 for none. */
  readonly tokensValidAfter: number;
};

/** The state of each app, remembered for a while in each process and forgotten in all when it changes. */
export type AppStates = {
  /** Null for an app that does not exist. */
  of(appId: AppId): Promise<AppState | null>;
  /** Refuses an app that is suspended, by `app.suspended`; null for one that is gone or going. */
  ofOpen(appId: AppId): Promise<AppState | null>;
  /** Resolves when every process has forgotten it. */
  forget(appId: AppId): Promise<void>;
};

/** What stands for the key of tokens that another log-in signed. No key id of ours has a colon. */
export const externalKeyId = ":external";

const cacheMs = 10_000;

/** Makes the memory of this process. */
export function createAppStates(
  engine: () => Engine,
  processes: Pick<Processes, "everywhere">,
): AppStates {
  const states = createExpiringCache<AppState>(1_000);
  let forgotten = 0;
  const forget = processes.everywhere("apps.forget", (appId: AppId) => {
    forgotten += 1;
    states.deleteWhere((name) => name === appId);
  });

  async function of(appId: AppId): Promise<AppState | null> {
    const now = engine().now().getTime();
    const known = states.get(appId, now);
    if (known) return known;
    const before = forgotten;
    // Not by `transact`, which asks here for the app's limits.
    const row = await engine().database.transaction({ app: appId }, (connection) =>
      readApp(connection, appId),
    );
    if (!row) return null;
    const state = stateOf(row);
    // What changed meanwhile must not be remembered as it was.
    if (forgotten === before) states.set(appId, state, now + cacheMs);
    return state;
  }

  return {
    of,
    async ofOpen(appId) {
      const state = await of(appId);
      if (state?.status === "suspended") {
        throw new ChatError("app.suspended", "This app is suspended. Ask whoever runs the server.");
      }
      return state?.status === "deleting" ? null : state;
    },
    forget: async (appId) => void (await forget(appId)),
  };
}

/** Whether an app is open, closed for a while, or on its way out. */
export function statusOf(row: Pick<AppRow, "suspendedAt" | "deletedAt">): AppStatus {
  if (row.deletedAt) return "deleting";
  return row.suspendedAt ? "suspended" : "active";
}

function stateOf(row: AppRow): AppState {
  return {
    status: statusOf(row),
    tokens: row.settings.tokens ?? null,
    limits: row.settings.limits ?? {},
    guests: row.settings.guests ?? { guests: false, anonymous: false },
    tokensValidAfter: row.tokensValidAfter?.getTime() ?? 0,
  };
}
