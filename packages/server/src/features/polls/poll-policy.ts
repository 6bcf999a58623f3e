import type { PollInput, SendMessageInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { OptionRow, PollRow } from "./poll-rows.ts";

const shortestMs = 60_000;
const longestMs = 366 * 86_400_000;

/**
 * What is to be sent, once its poll was found good. Without a text of its own the message says the question, for whoever
 * shows no polls.
 */
export function readPollInput(input: SendMessageInput, now: Date): SendMessageInput {
  assertPollInput(input.kind, input.poll, now);
  return input.poll && input.text === "" ? { ...input, text: input.poll.question } : input;
}

/** A message of the kind `poll` has a poll, and no other has; it closes neither at once nor after more than a year. */
function assertPollInput(kind: string, poll: PollInput | undefined, now: Date): void {
  if ((kind === "poll") !== (poll !== undefined)) {
    throw new ChatError("request.invalid", "A message of the kind poll has a poll, and no other.");
  }
  if (poll === undefined) return;
  if (poll.maxVotes > poll.options.length && !poll.allowOptions) {
    throw new ChatError("request.invalid", "There are fewer options than votes.");
  }
  if (poll.closesAt === undefined) return;
  const inMs = Date.parse(poll.closesAt) - now.getTime();
  if (inMs < shortestMs || inMs > longestMs) {
    throw new ChatError("request.invalid", "A poll closes between a minute and a year from now.");
  }
}

/** Passes while votes are taken: from the closing time on they are not, whether the poll was closed by then or not. */
export function assertOpen({ closesAt, closedAt }: PollRow, now: Date): void {
  if (closedAt === null && (closesAt === null || closesAt > now)) return;
  throw new ChatError("poll.closed", "The poll is closed: it takes no votes and no options.");
}

/** Passes if the options exist and are not too many. */
export function assertChoice(
  poll: PollRow,
  options: readonly OptionRow[],
  chosen: readonly number[],
): void {
  if (!chosen.every((id) => options.some((option) => option.id === id))) {
    throw new ChatError("poll.option_not_found", "The poll has no such option.");
  }
  if (chosen.length > poll.maxVotes) {
    throw new ChatError("poll.too_many_votes", `One chooses at most ${poll.maxVotes}.`, {
      details: { maxVotes: poll.maxVotes },
    });
  }
}

/** The author adds options, up to the most there may be; others where the poll lets them. */
export function assertMayAdd(
  poll: PollRow,
  options: readonly OptionRow[],
  { isAuthor, most }: { isAuthor: boolean; most: number },
): void {
  if (!isAuthor && !poll.allowOptions) {
    throw new ChatError("poll.forbidden", "Only its author adds options to this poll.");
  }
  if (options.length >= most) {
    throw new ChatError("poll.too_many_options", `A poll has at most ${most} options.`);
  }
}

/** Its author closes a poll, and whoever moderates. */
export function assertMayClose(by: { isAuthor: boolean; moderates: boolean }): void {
  if (by.isAuthor || by.moderates) return;
  throw new ChatError("poll.forbidden", "Only its author or a moderator closes a poll.");
}
