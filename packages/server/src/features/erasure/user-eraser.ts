import type { AppId } from "@natter/contract";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine } from "../../core/engine.ts";
import type { Feature } from "../../core/feature.ts";
import { createPrimaryWork, type PrimaryWork } from "../../core/primary-work.ts";
import { transact } from "../../core/transact.ts";
import { findDeletion, finishDeletion, openDeletions } from "./erasure-rows.ts";

type EraserParts = {
  readonly engine: () => Engine;
  readonly processes: Pick<Processes, "inPrimary">;
  /** All rooms that keep something of a user: those that hang on others first. */
  readonly rooms: () => readonly Pick<Feature, "name" | "eraseUser">[];
};

const mostAtOnce = 1_000;

/** Lets every room take away what it keeps of deleted users: in the primary, in batches, and again after a restart. */
export function createUserEraser({ engine, processes, rooms }: EraserParts): PrimaryWork {
  return createPrimaryWork({
    ...{ engine, processes, name: "users.erase" },
    run: (key, isStopped) => eraseUser(engine(), { ...splitKey(key), rooms: rooms() }, isStopped),
    async unfinished() {
      const open = await openDeletions(engine(), mostAtOnce);
      return open.map(({ appId, userId }) => erasureKey(appId, userId));
    },
  });
}

/** Names the work on one user. App ids hold no space. */
export function erasureKey(appId: string, userId: string): string {
  return `${appId} ${userId}`;
}

function splitKey(key: string): { appId: AppId; userId: string } {
  const space = key.indexOf(" ");
  return { appId: key.slice(0, space) as AppId, userId: key.slice(space + 1) }; // made by erasureKey
}

type Erasure = {
  appId: AppId;
  userId: string;
  rooms: ReturnType<EraserParts["rooms"]>;
};

async function eraseUser(
  engine: Engine,
  { appId, userId, rooms }: Erasure,
  isStopped: () => boolean,
): Promise<void> {
  for (;;) {
    const deletion = await transact(engine, appId, (tx) => findDeletion(tx, userId));
    if (!deletion || deletion.doneAt) return;
    for (const { eraseUser: erase } of rooms) {
      let from: string | null = null;
      while (erase) {
        if (isStopped()) return;
        from = await transact(engine, appId, (tx) => erase(tx, deletion, from));
        if (from === null) break;
      }
    }
    if (await transact(engine, appId, (tx) => finishDeletion(tx, deletion))) return;
  }
}
