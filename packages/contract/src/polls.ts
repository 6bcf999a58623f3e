import { z } from "zod";
import { ChannelCid, MessageId, UserId } from "./ids.ts";
import { defaultLimits } from "./limits.ts";
import { Cursor, pageOf, PageLimit } from "./page.ts";
import { text, Timestamp } from "./text.ts";
import { UserSummary } from "./users.ts";

/** An option's id, unique in its poll. */
export const PollOptionId = z
  .string()
  .regex(/^[1-9][0-9]?$/, "an option's id is what the poll says");
export type PollOptionId = z.infer<typeof PollOptionId>;

const OptionText = text(defaultLimits.pollOptionCharacters).trim().min(1);

/** A poll to be sent with a message of the kind `poll`. */
export const PollInput = z.strictObject({
  question: text(defaultLimits.pollQuestionCharacters).trim().min(1),
  options: z
    .array(OptionText)
    .min(2)
    .max(defaultLimits.pollOptions)
    .refine((options) => new Set(options).size === options.length, "options must differ"),
  /** How many options one person may choose. */
  maxVotes: z.number().int().min(1).max(defaultLimits.pollOptions).default(1),
  /** Whether nobody ever learns who voted for what: not the author, not a moderator, not a server key. */
  anonymous: z.boolean().default(false),
  /** Whether others than the author may add options. */
  allowOptions: z.boolean().default(false),
  /** Between a minute and a year from now; open until it is closed when not said. */
  closesAt: Timestamp.optional(),
});
export type PollInput = z.infer<typeof PollInput>;

export const PollOption = z.object({
  id: PollOptionId,
  text: z.string(),
  /** Who added it later; null for those the poll began with, and in anonymous polls. */
  addedBy: UserId.nullable(),
  count: z.number().int().min(0),
  /** The first who chose it; always empty in anonymous polls. */
  userIds: z.array(UserId),
});
export type PollOption = z.infer<typeof PollOption>;

/** A poll as everybody sees it, absolute. Its version is its message's. */
export const Poll = z.object({
  question: z.string(),
  options: z.array(PollOption),
  maxVotes: z.number().int(),
  anonymous: z.boolean(),
  allowOptions: z.boolean(),
  /** How many people chose something. */
  voterCount: z.number().int(),
  closesAt: Timestamp.nullable(),
  /** Null while it is open. From `closesAt` on no vote is taken, whether this says so yet or not. */
  closedAt: Timestamp.nullable(),
});
export type Poll = z.infer<typeof Poll>;

/** What one person chose in a poll, absolute; of two the one with the higher version is the newer. */
export const OwnVote = z.object({
  cid: ChannelCid,
  messageId: MessageId,
  optionIds: z.array(PollOptionId),
  version: z.number().int().min(1),
});
export type OwnVote = z.infer<typeof OwnVote>;

/** Everything the caller chooses, so that a repeat changes nothing. Empty takes the vote back. */
export const VoteInput = z.strictObject({
  optionIds: z
    .array(PollOptionId)
    .max(defaultLimits.pollOptions)
    .refine((ids) => new Set(ids).size === ids.length, "options must differ"),
});
export type VoteInput = z.infer<typeof VoteInput>;

export const PollOptionInput = z.strictObject({ text: OptionText });
export type PollOptionInput = z.infer<typeof PollOptionInput>;

export const VoterQuery = z.strictObject({
  optionId: PollOptionId.optional(),
  limit: PageLimit,
  cursor: Cursor.optional(),
});
export type VoterQuery = z.infer<typeof VoterQuery>;
export const Voter = z.object({
  user: UserSummary,
  optionIds: z.array(PollOptionId),
  votedAt: Timestamp,
});
export type Voter = z.infer<typeof Voter>;
export const VoterPage = pageOf(Voter);

/** Up to 100 messages, joined by commas. */
export const OwnVotesQuery = z.strictObject({
  messageIds: z
    .string()
    .max(defaultLimits.pageSizeMax * 37)
    .transform((list) => list.split(","))
    .pipe(z.array(MessageId).min(1).max(defaultLimits.pageSizeMax)),
});
export type OwnVotesQuery = z.infer<typeof OwnVotesQuery>;
export const OwnVotes = z.object({ items: z.array(OwnVote) });
