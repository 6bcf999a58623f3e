import { afterAll, beforeAll, describe, test } from "vitest";
import { createContext, type Case } from "./case.ts";
import { apiCases } from "./cases/api.ts";
import { connectionCases } from "./cases/connection.ts";
import { presenceCases } from "./cases/presence.ts";
import { recoveryCases } from "./cases/recovery.ts";
import { serverSideCases } from "./cases/server-side.ts";
import { subscriptionCases } from "./cases/subscription.ts";
import { tokenCases } from "./cases/tokens.ts";
import { wireCases } from "./cases/wire.ts";
import { lanes, type Target } from "./target.ts";

const cases: readonly Case[] = [
  ...connectionCases,
  ...subscriptionCases,
  ...recoveryCases,
  ...serverSideCases,
  ...presenceCases,
  ...tokenCases,
  ...apiCases,
  ...wireCases,
];

/** Registers every case on every lane against one target. */
export function runConformance(start: () => Promise<Target>): void {
  let target: Target;
  let count = 0;

  beforeAll(async () => {
    target = await start();
  });
  afterAll(() => target.close());

  for (const lane of lanes) {
    describe(`${lane.transport} ${lane.protocol}`, () => {
      for (const one of cases) {
        if (one.lanes && !one.lanes(lane)) continue;
        // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- both are the case's own
        test.concurrent(one.title, { timeout: 10_000 }, async ({ skip, onTestFinished }) => {
          const reason = one.differs?.[target.name];
          if (reason) skip(reason);
          count += 1;
          const id = `${lane.transport}-${lane.protocol}-${count}`;
          await one.run(createContext(target, lane, id, onTestFinished));
        });
      }
    });
  }
}
