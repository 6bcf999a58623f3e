import { z } from "zod";
import { ChannelCid } from "./ids.ts";
import { pageOf } from "./page.ts";
import { text, Timestamp } from "./text.ts";
import { UserSummary } from "./users.ts";

/** Who did something that is noted for ever: a user, a server key by its id, or the server by its own rules. */
export const ModerationActor = z.object({
  type: z.enum(["user", "server", "automation"]),
  id: z.string(),
});
export type ModerationActor = z.infer<typeof ModerationActor>;

const fiveYearsInSeconds = 157_766_400;

export const BanReason = text(500);

export const BanInput = z.strictObject({
  /** A shadow ban lets the person write on, and nobody else sees it. They are never told. */
  shadow: z.boolean().default(false),
  reason: BanReason.default(""),
  /** Seconds until it ends by itself; for ever when not said. */
  expiresInSeconds: z.number().int().min(1).max(fiveYearsInSeconds).optional(),
});
export type BanInput = z.infer<typeof BanInput>;

/** A ban as those who may ban see it. `cid` is null for the whole app. */
export const Ban = z.object({
  user: UserSummary,
  cid: ChannelCid.nullable(),
  shadow: z.boolean(),
  reason: z.string(),
  by: ModerationActor,
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
});
export type Ban = z.infer<typeof Ban>;
export const BanAnswer = z.object({ ban: Ban });
export const BanPage = pageOf(Ban);

/** A ban as the banned person is told of it. There is none for a shadow ban. */
export const BanNotice = z.object({
  cid: ChannelCid.nullable(),
  reason: z.string(),
  createdAt: Timestamp,
  expiresAt: Timestamp.nullable(),
});
export type BanNotice = z.infer<typeof BanNotice>;
export const BanNoticePage = pageOf(BanNotice);
