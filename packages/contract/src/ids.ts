import { z } from "zod";

/** App ids: 4 to 16 lower-case letters and digits. They appear in keys, so they need no escaping anywhere. */
export const AppId = z
  .string()
  .regex(/^[a-z0-9]{4,16}$/, "an app id has 4 to 16 lower-case letters and digits")
  .brand<"AppId">();
export type AppId = z.infer<typeof AppId>;

/** User ids are chosen by the customer: 1 to 64 letters, digits and `@ . _ -`. */
export const UserId = z
  .string()
  .regex(/^[A-Za-z0-9@._-]{1,64}$/, "a user id has 1 to 64 letters, digits, @, ., _ or -")
  .brand<"UserId">();
export type UserId = z.infer<typeof UserId>;

/** A channel's address inside its app: `type:id`. */
export const ChannelCid = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,31}:[A-Za-z0-9@._-]{1,64}$/,
    "a channel address is type:id, for example messaging:general",
  )
  .brand<"ChannelCid">();
export type ChannelCid = z.infer<typeof ChannelCid>;

/** The part of a channel's address after the colon. */
export const ChannelId = z
  .string()
  .regex(/^[A-Za-z0-9@._-]{1,64}$/, "a channel id has 1 to 64 letters, digits, @, ., _ or -")
  .brand<"ChannelId">();
export type ChannelId = z.infer<typeof ChannelId>;

/** Message ids are UUIDv7 (RFC 9562), made by the server. They identify; they never order. */
export const MessageId = z.uuid().toLowerCase().brand<"MessageId">();
export type MessageId = z.infer<typeof MessageId>;

export const SpaceId = z.uuid().toLowerCase().brand<"SpaceId">();
export type SpaceId = z.infer<typeof SpaceId>;

/** A send's idempotency key, made by the client and good for ever. */
export const ClientId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,64}$/, "a client id has 8 to 64 letters, digits, _ or -; a UUID is best")
  .brand<"ClientId">();
export type ClientId = z.infer<typeof ClientId>;

/** Splits `messaging:general` into its type and id. */
export function splitCid(cid: ChannelCid): { type: string; id: string } {
  const colon = cid.indexOf(":");
  return { type: cid.slice(0, colon), id: cid.slice(colon + 1) };
}
