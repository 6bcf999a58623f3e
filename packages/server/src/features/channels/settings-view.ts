import type { ChannelSettings } from "@natter/contract";
import { defaultSettings, isMuted } from "@natter/contract/channel-visibility";
import type { EventView, StoredEvent } from "../../core/event-log.ts";
import { streamOwner } from "../../core/streams.ts";
import type { Tx } from "../../core/transact.ts";
import { findSettings, type SettingsColumns } from "./settings-rows.ts";

/** How a member keeps a channel, as the member sees it. Muting whose time is over is none any more. */
export function settingsView(row: SettingsColumns, now: Date): ChannelSettings {
  const kept = {
    hiddenSeq: row.hiddenSeq,
    archived: row.archived ?? defaultSettings.archived,
    pinnedAt: row.pinnedAt?.toISOString() ?? null,
    muted: row.muted ?? defaultSettings.muted,
    mutedUntil: row.mutedUntil?.toISOString() ?? null,
    notifications: row.notifications ?? defaultSettings.notifications,
  };
  return isMuted(kept, now) ? kept : { ...kept, muted: false, mutedUntil: null };
}

/** A user's settings of those of some channels that they are a member of, by cid. */
export async function settingsOf(
  tx: Tx,
  userId: string,
  cids: readonly string[],
): Promise<Map<string, ChannelSettings>> {
  const rows = await findSettings(tx, userId, cids);
  return new Map(rows.map((row) => [row.cid, settingsView(row, tx.now)]));
}

/** `notification.channel_settings`: how the stream's owner keeps the channel now. */
export const viewSettings: EventView = async (tx, stored) => {
  const views = new Map<StoredEvent, Record<string, unknown>>();
  for (const [userId, events] of Map.groupBy(stored, ({ stream }) => streamOwner(stream).id)) {
    const settings = await settingsOf(tx, userId, [...new Set(events.map(cidIn))]);
    for (const event of events) {
      const cid = cidIn(event);
      // Who left meanwhile keeps nothing: the event of leaving follows in the same stream.
      views.set(event, { cid, settings: settings.get(cid) ?? defaultSettings });
    }
  }
  return stored.map((event) => views.get(event) ?? {});
};

function cidIn(event: StoredEvent): string {
  return String(event.data["cid"]);
}
