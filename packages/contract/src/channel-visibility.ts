import type { NotificationLevel } from "./channel-settings.ts";

/** How a member keeps a channel: times as they stand on the wire, or as dates. */
type KeptChannel = {
  readonly hiddenSeq: number | null;
  readonly archived: boolean;
  readonly pinnedAt: Date | string | null;
  readonly muted: boolean;
  readonly mutedUntil: Date | string | null;
  readonly notifications: NotificationLevel;
};

/** How a member who has changed nothing keeps a channel. */
export const defaultSettings = {
  hiddenSeq: null,
  archived: false,
  pinnedAt: null,
  muted: false,
  mutedUntil: null,
  notifications: "all",
} as const satisfies KeptChannel;

/** Whether a channel is left out of the list: until there is a newer message than when it was hidden. */
export function isHidden(settings: KeptChannel, messageSeq: number): boolean {
  return settings.hiddenSeq !== null && messageSeq <= settings.hiddenSeq;
}

/** Whether a channel is muted at a time. */
export function isMuted({ muted, mutedUntil }: KeptChannel, now: Date): boolean {
  return muted && (mutedUntil === null || new Date(mutedUntil) > now);
}

type CountedChannel = {
  readonly messageSeq: number;
  readonly unread: { readonly count: number; readonly mentions: number };
  /** Null for a channel the viewer is no member of. */
  readonly settings: KeptChannel | null;
};

/**
 * What a badge over all channels says: the unread messages and mentions of those that notify and are shown. A muted,
 * hidden or archived one adds nothing, nor does one at level `none`; at level `mentions` only its mentions count.
 */
export function badgeTotal(
  channels: Iterable<CountedChannel>,
  now: Date,
): { total: number; mentions: number } {
  let total = 0;
  let mentions = 0;
  for (const { messageSeq, unread, settings } of channels) {
    if (settings === null || settings.archived || isHidden(settings, messageSeq)) continue;
    if (settings.notifications === "none" || isMuted(settings, now)) continue;
    total += settings.notifications === "mentions" ? unread.mentions : unread.count;
    mentions += unread.mentions;
  }
  return { total, mentions };
}
