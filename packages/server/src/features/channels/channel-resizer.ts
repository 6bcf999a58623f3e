import type { AppId } from "@natter/contract";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import { createPrimaryWork, type PrimaryWork } from "../../core/primary-work.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { appsToResize, resizeDone, resizeWanted } from "../apps/public.ts";
import { lockChannels, pageOfChannels, type ChannelRow } from "./channel-rows.ts";
import { resizeChannels, sizedBy } from "./membership.ts";

const perPage = 500;
/** Locked together, so that nobody waits long for any of them. */
const perBatch = 20;

/**
 * After an app's limits changed: makes each channel be as they now have it for its size, and tells the channel what is
 * otherwise. In the primary, in batches, and again after a restart.
 */
export function createChannelResizer(
  engine: () => Engine,
  processes: Pick<Processes, "inPrimary">,
): PrimaryWork {
  return createPrimaryWork({
    ...{ engine, processes, name: "channels.resize" },
    async run(key, isStopped) {
      const appId = key as AppId; // begun with ids of our own rows
      for (;;) {
        const since = await transact(engine(), appId, resizeWanted);
        if (since === null || !(await resizeAll(engine(), appId, isStopped))) return;
        // Limits that changed meanwhile are another walk.
        await transact(engine(), appId, (tx) => resizeDone(tx, since));
      }
    },
    unfinished: () => appsToResize(engine()),
  });
}

/** One walk over all channels of an app; false when it was stopped. */
async function resizeAll(engine: Engine, appId: AppId, isStopped: () => boolean): Promise<boolean> {
  for (let after = ""; ;) {
    if (isStopped()) return false;
    const { page, others } = await transact(engine, appId, async (tx) => {
      const rows = await pageOfChannels(tx, after, perPage);
      return { page: rows, others: rows.filter((row) => isOtherwise(tx, row)) };
    });
    for (let start = 0; start < others.length; start += perBatch) {
      const cids = others.slice(start, start + perBatch).map(({ cid }) => cid);
      await transact(engine, appId, async (tx) => resizeChannels(tx, await lockChannels(tx, cids)));
    }
    const last = page.at(-1);
    if (!last || page.length < perPage) return true;
    after = last.cid;
  }
}

function isOtherwise(tx: Tx, row: ChannelRow): boolean {
  const { mode, degraded } = sizedBy(tx, row);
  return mode !== row.mode || degraded.join() !== row.degraded.join();
}
