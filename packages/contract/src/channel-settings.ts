import { z } from "zod";
import { ChannelCid } from "./ids.ts";
import { Timestamp } from "./text.ts";

/** What a member is notified of: every message, only those that mention them, or nothing. */
export const NotificationLevel = z.enum(["all", "mentions", "none"]);
export type NotificationLevel = z.infer<typeof NotificationLevel>;

/** How one member keeps a channel. Nobody else sees it. */
export const ChannelSettings = z.object({
  /**
   * Left out of the list until there is a message with a higher `seq` than this; null while it is not hidden
   * (`isHidden` of `channel-visibility` decides).
   */
  hiddenSeq: z.number().int().min(0).nullable(),
  /** Left out of the list until the member says otherwise. */
  archived: z.boolean(),
  /** Pinned channels come first. */
  pinnedAt: Timestamp.nullable(),
  muted: z.boolean(),
  /** When muting ends by itself; null for never. */
  mutedUntil: Timestamp.nullable(),
  notifications: NotificationLevel,
});
export type ChannelSettings = z.infer<typeof ChannelSettings>;

/** What is not named stays as it is. */
export const ChannelSettingsInput = z
  .strictObject({
    hidden: z.boolean().optional(),
    archived: z.boolean().optional(),
    pinned: z.boolean().optional(),
    muted: z.boolean().optional(),
    /** Seconds until muting ends by itself, to a year; for good when not said. */
    muteSeconds: z.number().int().min(1).max(31_536_000).optional(),
    notifications: NotificationLevel.optional(),
  })
  .refine((input) => input.muteSeconds === undefined || input.muted === true, {
    message: "muteSeconds goes with muted: true",
    path: ["muteSeconds"],
  });
export type ChannelSettingsInput = z.infer<typeof ChannelSettingsInput>;

export const ChannelSettingsAnswer = z.object({ cid: ChannelCid, settings: ChannelSettings });

/** Which of a member's channels a list has: `active` are those that are neither hidden nor archived. */
export const ChannelListState = z.enum(["active", "hidden", "archived", "all"]);
export type ChannelListState = z.infer<typeof ChannelListState>;
