import { z } from "zod";

/** What a viewer may do in a channel. A client shows only what is here. */
export const Capability = z.enum([
  "read",
  "see-history",
  "join",
  "leave",
  "send",
  /** Answer in a thread. */
  "send-reply",
  "react",
  "quote",
  /** Reach everybody with `@channel` and `@here`. */
  "mention-all",
  "create-poll",
  "vote",
  "upload",
  "schedule",
  "edit-own",
  "delete-own",
  "edit-any",
  "delete-any",
  /** Delete a message without leaving a trace of it. */
  "hard-delete",
  "pin",
  "send-typing",
  /** Be part of who read what: see the receipts of others and give one's own. */
  "read-receipts",
  "update-channel",
  "freeze",
  /** Write where a channel is frozen. */
  "write-frozen",
  "slow-mode",
  "truncate",
  "delete-channel",
  "manage-members",
  "manage-roles",
  "transfer-ownership",
  "ban",
  "moderate",
]);
export type Capability = z.infer<typeof Capability>;

/** What may hold of a channel, or of a person in it, beside its ordinary course. Several can hold at once. */
export const ChannelState = z.enum(["frozen", "banned", "muted", "archived", "deleted"]);
export type ChannelState = z.infer<typeof ChannelState>;
