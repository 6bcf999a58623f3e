import { defaultSettings } from "@natter/contract/channel-visibility";
import type { RouteBody } from "../api/api-types.ts";
import type { ChannelState } from "../store/state.ts";
import type { ChannelSettings } from "../wire/entities.ts";

export type SettingsChange = RouteBody<"channels.settings">;

/** The channel kept as these settings say; one the viewer is no member of stays as it is. */
export function withSettings(entry: ChannelState, settings: ChannelSettings): ChannelState {
  if (entry.channel === null || entry.channel.membership === null) return entry;
  return { ...entry, channel: { ...entry.channel, settings } };
}

/** The settings after a change, as the server will have them: `at` is when it was made, by the clock here. */
export function changedSettings(
  { channel }: ChannelState,
  change: SettingsChange,
  at: Date,
): ChannelSettings {
  const before = channel?.settings ?? defaultSettings;
  const { hidden, archived, pinned, muted, muteSeconds, notifications } = change;
  return {
    hiddenSeq: hidden === undefined ? before.hiddenSeq : hidden ? (channel?.messageSeq ?? 0) : null,
    archived: archived ?? before.archived,
    pinnedAt: pinned === undefined ? before.pinnedAt : pinned ? (before.pinnedAt ?? at) : null,
    muted: muted ?? before.muted,
    mutedUntil: muted === undefined ? before.mutedUntil : endOf(at, muteSeconds),
    notifications: notifications ?? before.notifications,
  };
}

function endOf(at: Date, seconds: number | undefined): Date | null {
  return seconds === undefined ? null : new Date(at.getTime() + seconds * 1_000);
}
