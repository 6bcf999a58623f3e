import { z } from "zod";
import { MessageId, UserId } from "./ids.ts";
import { Timestamp } from "./text.ts";

/** `away`: somebody's app is connected and says that nobody is looking at it. */
export const PresenceStatus = z.enum(["online", "away", "offline"]);
export type PresenceStatus = z.infer<typeof PresenceStatus>;

/** Whether a user is there: online while any of their sessions is. */
export const Presence = z.object({
  userId: UserId,
  online: z.boolean(),
  status: PresenceStatus,
  lastSeenAt: Timestamp.nullable(),
});
export type Presence = z.infer<typeof Presence>;

export const PresenceQuery = z.strictObject({
  /** User ids, separated by commas; at most 100. */
  userIds: z
    .string()
    .max(6_500)
    .transform((list) => list.split(",").filter((id) => id !== ""))
    .pipe(z.array(UserId).min(1).max(100)),
});

export const DeviceType = z.enum(["web", "desktop", "phone", "tablet", "other"]);
export type DeviceType = z.infer<typeof DeviceType>;

/**
 * What an app says of itself. Over the socket it speaks for its own session, for as long as that lasts. Over HTTP it
 * speaks for a device without one, for 90 seconds: say it again before they are over.
 */
export const PresenceInput = z.strictObject({
  status: PresenceStatus,
  deviceId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, "a device id has 1 to 64 letters, digits, _ or -"),
  deviceType: DeviceType.default("other"),
});
export type PresenceInput = z.infer<typeof PresenceInput>;

/** The caller's own devices, as far as they said who they are; nobody else sees them. */
export const OwnPresenceAnswer = z.object({
  status: PresenceStatus,
  sessions: z.number().int(),
  devices: z.array(
    z.object({ deviceId: z.string(), deviceType: DeviceType, status: PresenceStatus }),
  ),
});
export type OwnPresenceAnswer = z.infer<typeof OwnPresenceAnswer>;

export const PresenceAnswer = z.object({ items: z.array(Presence) });

export const TypingInput = z.strictObject({
  state: z.enum(["start", "stop"]),
  /** The root of the thread that is typed in; absent for the channel itself. */
  threadId: MessageId.optional(),
});
export type TypingInput = z.infer<typeof TypingInput>;
