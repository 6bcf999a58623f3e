import type { AppId } from "@natter/contract";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { transact } from "../../core/transact.ts";
import { compileRule, type RuleSet } from "./compile-rules.ts";
import { mostRules, pageOfRules, readSettings } from "./rule-rows.ts";

/** The rules of each app, ready to be asked. */
export type RuleCache = {
  /** At once where they are known; null for an app that has none. */
  of(appId: AppId): RuleSet | null | Promise<RuleSet | null>;
  /** Forgets an app's rules after they were changed. Resolves when every process has. */
  forget(appId: AppId): Promise<void>;
};

const mostApps = 10_000;

/** Makes the cache of this process. What was read before a change is never kept after it. */
export function createRuleCache(
  engine: () => Engine,
  processes: Pick<Processes, "everywhere">,
): RuleCache {
  const known = new Map<AppId, RuleSet | null>();
  const reading = new Map<AppId, Promise<RuleSet | null>>();
  let changes = 0;
  const forget = processes.everywhere("moderation.forgetRules", (appId: AppId) => {
    changes += 1;
    known.delete(appId);
    reading.delete(appId);
  });

  async function read(appId: AppId): Promise<RuleSet | null> {
    const before = changes;
    const set = await transact(engine(), appId, async (tx) => {
      const rows = await pageOfRules(tx, { after: null, limit: mostRules });
      const on = rows.filter((row) => row.enabled);
      if (on.length === 0) return null;
      return { rules: on.map(compileRule), settings: await readSettings(tx) };
    });
    if (changes === before) {
      if (known.size >= mostApps) known.clear();
      known.set(appId, set);
      reading.delete(appId);
    }
    return set;
  }

  return {
    of(appId) {
      const set = known.get(appId);
      if (set !== undefined) return set;
      let under = reading.get(appId);
      if (!under) {
        under = read(appId);
        reading.set(appId, under);
        // A failed reading must not be everybody's answer from then on.
        under.catch(() => reading.delete(appId));
      }
      return under;
    },
    forget: async (appId) => void (await forget(appId)),
  };
}
