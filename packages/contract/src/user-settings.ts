import { z } from "zod";

/**
 * What a user shows of themselves. Each works both ways: who does not show it does not see it of others either, but
 * for `invisible`, who sees as before. What happens while something is off is not noted, so it does not come to light
 * when it is turned on again.
 */
export const PrivacySettings = z.object({
  /** Whether others see what the user received and read, and when. */
  readReceipts: z.boolean(),
  /** Whether others see the user type. */
  typing: z.boolean(),
  /** To everybody as if offline: presence, typing, receipts and the time last seen. */
  invisible: z.boolean(),
});
export type PrivacySettings = z.infer<typeof PrivacySettings>;

/** A user's own settings, the same on every device. Nobody else sees them. */
export const UserSettings = z.object({ privacy: PrivacySettings });
export type UserSettings = z.infer<typeof UserSettings>;

export const UserSettingsAnswer = z.object({ settings: UserSettings });

/** What is absent stays as it is. */
export const UserSettingsInput = z.strictObject({
  privacy: z
    .strictObject({
      readReceipts: z.boolean().optional(),
      typing: z.boolean().optional(),
      invisible: z.boolean().optional(),
    })
    .optional(),
});
export type UserSettingsInput = z.infer<typeof UserSettingsInput>;
