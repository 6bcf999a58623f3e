import type { AppId } from "@natter/contract";
import type { Processes } from "../adapters/processes/port.ts";
import type { Engine } from "../core/engine.ts";
import { createExpiringCache } from "../core/expiring-cache.ts";
import { findKey, touchKey } from "../features/apps/public.ts";

type LiveKey = NonNullable<Awaited<ReturnType<typeof findKey>>>;

/** The keys that were found good, remembered for a few seconds and forgotten in all processes when one is revoked. */
export type LiveKeys = {
  /** A key that is good now; null for one that is unknown, ended or revoked. */
  find(text: string, appId: AppId): Promise<LiveKey | null>;
  /** Resolves when every process has forgotten the app's keys. */
  forget(appId: AppId): Promise<void>;
};

const cacheMs = 5_000;
/** How exact the time of a key's last use is. */
const touchEveryMs = 60_000;

/** Makes the memory of this process. */
export function createLiveKeys(
  engine: () => Engine,
  processes: Pick<Processes, "everywhere">,
): LiveKeys {
  const keys = createExpiringCache<LiveKey>(1_000);
  const touched = createExpiringCache<true>(1_000);
  let forgotten = 0;
  const forget = processes.everywhere("authenticator.forgetKeys", (appId: AppId) => {
    forgotten += 1;
    keys.deleteWhere((name) => name.startsWith(`${appId} `));
  });

  async function findLive(text: string, appId: AppId, now: number): Promise<LiveKey | null> {
    const name = `${appId} ${text}`;
    const known = keys.get(name, now);
    if (known) return known;
    const before = forgotten;
    const found = await findKey(engine(), appId, text);
    const until = Math.min(now + cacheMs, found?.expiresAt?.getTime() ?? Infinity);
    // A key revoked meanwhile must not be remembered after it was forgotten.
    if (found && forgotten === before) keys.set(name, found, until);
    return found;
  }

  /** Beside the call, which does not wait for it: nobody is kept out because a note could not be made. */
  function note({ id, lastUsedAt }: LiveKey, appId: AppId, now: number): void {
    if (touched.get(id, now)) return;
    touched.set(id, true, now + touchEveryMs);
    if (lastUsedAt && now - lastUsedAt.getTime() < touchEveryMs) return;
    touchKey(engine(), appId, id).catch((error: unknown) =>
      engine().log.warn({ err: error }, "noting the use of a key failed"),
    );
  }

  return {
    async find(text, appId) {
      const now = engine().now().getTime();
      const key = await findLive(text, appId, now);
      if (key) note(key, appId, now);
      return key;
    },
    forget: async (appId) => void (await forget(appId)),
  };
}
