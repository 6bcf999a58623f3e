import { sealedStorage } from "../adapters/storage/sealed.ts";
import type { ChatClientOptions } from "../chat-client-options.ts";
import type { Engine } from "../engine.ts";
import type { Operation } from "../outbox/operation.ts";
import { createPersistence } from "./persistence.ts";

/** What a client keeps on its device; does nothing where nothing is to be kept. */
export type Device = {
  /** Begins to read what is stored. Calling it again changes nothing. */
  open(): void;
  /** Resolves when what was stored is in the state; null where there is nothing to wait for. */
  restored(): Promise<void> | null;
  operationsStored(): Promise<void> | null;
  flush(): Promise<void>;
  wipe(): Promise<void>;
  close(): void;
};

export function createDevice(
  engine: Engine,
  options: ChatClientOptions,
  takeUp: (operations: readonly Operation[]) => void,
): Device {
  if (options.persistence === undefined) return nothingKept;
  const { storage, userId, seal } = options.persistence;
  let restoring: Promise<void> | null = null;
  let isRestored = false;
  const persistence = createPersistence({
    engine,
    open: seal === undefined ? storage : sealedStorage(storage, seal),
    name: ["natter", options.endpoint, options.appKey, userId].join(" "),
    tab: engine.random.uuid(),
    isAlive: () => Promise.resolve(false),
  });

  return {
    open() {
      restoring ??= persistence.restore().then((operations) => {
        isRestored = true;
        if (!engine.signal.aborted) takeUp(operations);
      });
    },
    restored: () => (isRestored ? null : restoring),
    operationsStored: persistence.operationsStored,
    flush: persistence.flush,
    wipe: persistence.wipe,
    close: persistence.close,
  };
}

const nothingKept: Device = {
  open: () => undefined,
  restored: () => null,
  operationsStored: () => null,
  flush: () => Promise.resolve(),
  wipe: () => Promise.resolve(),
  close: () => undefined,
};
