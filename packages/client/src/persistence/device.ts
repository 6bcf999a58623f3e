import type { OpenRealtime } from "../adapters/realtime/port.ts";
import type { Tabs } from "../adapters/tabs/port.ts";
import { sealedStorage } from "../adapters/storage/sealed.ts";
import type { ChatClientOptions } from "../chat-client-options.ts";
import type { Engine } from "../engine.ts";
import type { Operation } from "../outbox/operation.ts";
import { watchNeighbours, type Neighbours } from "./neighbours.ts";
import { createPersistence } from "./persistence.ts";

/** What a client keeps on its device; does nothing where nothing is to be kept. */
export type Device = {
  /** Begins to read what is stored. Calling it again changes nothing. */
  open(): void;
  /** Resolves when what was stored is in the state; null where there is nothing to wait for. */
  restored(): Promise<void> | null;
  operationsStored(): Promise<void> | null;
  flush(): Promise<void>;
  /** The page may be gone any moment. */
  leave(): void;
  /** The realtime connection as all tabs of the browser share it. */
  shared(openRealtime: OpenRealtime): Promise<OpenRealtime>;
  wipe(): Promise<void>;
  /** Deletes everything but what is not sent. */
  forget(): Promise<void>;
  close(): void;
};

export function createDevice(
  engine: Engine,
  options: ChatClientOptions,
  takeUp: (operations: readonly Operation[]) => void,
): Device {
  if (options.persistence === undefined) return nothingKept;
  const { storage, userId, seal, tabs: openTabs } = options.persistence;
  const name = ["natter", options.endpoint, options.appKey, userId].join(" ");
  const tab = engine.random.uuid();
  let restoring: Promise<void> | null = null;
  let isRestored = false;
  let tabs: Tabs | null = null;
  let neighbours: Neighbours | null = null;
  const persistence = createPersistence({
    engine,
    open: seal === undefined ? storage : sealedStorage(storage, seal),
    ...{ name, tab },
    isAlive: async (other) => (await tabs?.isAlive(other)) ?? false,
  });

  async function adopt(): Promise<void> {
    const operations = await persistence.adopt();
    if (!engine.signal.aborted) takeUp(operations);
  }

  return {
    open() {
      if (restoring !== null) return;
      tabs = openTabs?.(name, tab) ?? null;
      if (tabs !== null) {
        neighbours = watchNeighbours(tabs, {
          onGone: () => void adopt(),
          onWiped: persistence.abandon,
          onForgotten: persistence.keepOperationsOnly,
        });
      }
      restoring = persistence.restore().then((operations) => {
        isRestored = true;
        if (!engine.signal.aborted) takeUp(operations);
      });
    },
    restored: () => (isRestored ? null : restoring),
    operationsStored: persistence.operationsStored,
    flush: persistence.flush,
    leave: persistence.leave,
    async shared(openRealtime) {
      if (tabs === null) return openRealtime;
      const { shareRealtime } = await import("../adapters/tabs/shared-realtime.ts");
      return shareRealtime(openRealtime, tabs);
    },
    wipe() {
      neighbours?.tellWiped();
      return persistence.wipe();
    },
    forget() {
      neighbours?.tellForgotten();
      return persistence.forget();
    },
    close() {
      persistence.close();
      neighbours?.stop();
      tabs?.close();
    },
  };
}

const nothingKept: Device = {
  open: () => undefined,
  restored: () => null,
  operationsStored: () => null,
  flush: () => Promise.resolve(),
  leave: () => undefined,
  shared: (openRealtime) => Promise.resolve(openRealtime),
  wipe: () => Promise.resolve(),
  forget: () => Promise.resolve(),
  close: () => undefined,
};
