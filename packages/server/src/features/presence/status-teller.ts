import type { AppId, PresenceStatus } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { realtimeUser } from "../../core/realtime-names.ts";

/** Notices when what a user's sessions come to has changed, and has it announced once. */
export type StatusTeller = {
  /** Something about a user's sessions changed; `until`: when it will change again by itself, in milliseconds since 1970. */
  changed(appId: AppId, userId: string, until: number | null): void;
  stop(): void;
};

type TellerParts = {
  readonly engine: () => Engine;
  readonly statusOf: (appId: AppId, userId: string) => PresenceStatus;
  readonly announce: (appId: AppId, userId: string, status: PresenceStatus, at: Date) => void;
};

// A reload ends one session and begins another: nobody need see that.
const settleMs = 2_000;

/** Makes the teller of this process. */
export function createStatusTeller({ engine, statusOf, announce }: TellerParts): StatusTeller {
  const told = new Map<string, PresenceStatus>();
  const leaving = new Map<string, NodeJS.Timeout>();
  const expiring = new Map<string, NodeJS.Timeout>();

  function changed(appId: AppId, userId: string, until: number | null): void {
    const name = realtimeUser(appId, userId);
    if (until !== null) lookAgain(name, appId, userId, until);
    const status = statusOf(appId, userId);
    if (status !== "offline") {
      clearTimeout(leaving.get(name));
      leaving.delete(name);
      if (told.get(name) === status) return;
      told.set(name, status);
      announce(appId, userId, status, engine().now());
    } else if (told.has(name) && !leaving.has(name)) {
      const at = engine().now();
      leaving.set(
        name,
        setTimeout(() => leave(name, appId, userId, at), settleMs),
      );
    }
  }

  function leave(name: string, appId: AppId, userId: string, at: Date): void {
    leaving.delete(name);
    if (statusOf(appId, userId) !== "offline") return changed(appId, userId, null);
    told.delete(name);
    announce(appId, userId, "offline", at);
  }

  function lookAgain(name: string, appId: AppId, userId: string, until: number): void {
    clearTimeout(expiring.get(name));
    const timer = setTimeout(
      () => {
        expiring.delete(name);
        changed(appId, userId, null);
      },
      Math.max(0, until - engine().now().getTime()) + 1,
    );
    expiring.set(name, timer);
  }

  return {
    changed,
    stop() {
      for (const timer of [...leaving.values(), ...expiring.values()]) clearTimeout(timer);
    },
  };
}
