import type { RecordKind } from "../adapters/storage/port.ts";
import { recordVersion, type StoredRecord } from "./stored-state.ts";

type Upgrade = (kind: RecordKind, value: Record<string, unknown>) => Record<string, unknown> | null;

/** By the version they lead away from: how a record of that version becomes one of the next; null: it cannot be kept. */
const upgrades: Readonly<Record<number, Upgrade>> = {
  // What is otherwise in a large channel was not kept: nothing, until the server says.
  1: (kind, value) => {
    const { channel } = value;
    const isChannel = kind === "channels" && typeof channel === "object" && channel !== null;
    return isChannel ? { ...value, channel: { degraded: [], ...channel } } : value;
  },
};

/**
 * Records as this version reads them; null when they cannot be read: they are of a newer version, or no records at all.
 * The cache is then filled anew from the server. Operations are never given up that way: see `persistence.ts`.
 */
export function upgradeRecords(
  kind: RecordKind,
  stored: readonly unknown[],
  steps: Readonly<Record<number, Upgrade>> = upgrades,
  version = recordVersion,
): readonly StoredRecord[] | null {
  const upgraded: StoredRecord[] = [];
  for (const record of stored) {
    if (!isRecord(record) || record.version > version) return null;
    let { value } = record;
    for (let at = record.version; at < version; at += 1) {
      const next = steps[at]?.(kind, value) ?? null;
      if (next === null) return null;
      value = next;
    }
    upgraded.push({ version, value });
  }
  return upgraded;
}

function isRecord(stored: unknown): stored is StoredRecord {
  return (
    typeof stored === "object" &&
    stored !== null &&
    "version" in stored &&
    typeof stored.version === "number" &&
    "value" in stored &&
    typeof stored.value === "object" &&
    stored.value !== null
  );
}
