import type { Poll } from "../wire/entities.ts";

type Change = {
  readonly userId: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
};

/** A poll as it will be when a vote is confirmed. Who is known to have voted so already is not counted twice. */
export function changeVote(poll: Poll, { userId, before, after }: Change): Poll {
  const isKnown = poll.options.some((option) => option.userIds.includes(userId));
  const options = poll.options.map((option) => {
    const had = isKnown ? option.userIds.includes(userId) : before.includes(option.id);
    const has = after.includes(option.id);
    if (had === has) return option;
    const others = option.userIds.filter((id) => id !== userId);
    return {
      ...option,
      count: Math.max(0, option.count + (has ? 1 : -1)),
      userIds: has && !poll.anonymous ? [...others, userId] : others,
    };
  });
  const voted = (isKnown || before.length > 0 ? -1 : 0) + (after.length > 0 ? 1 : 0);
  return { ...poll, options, voterCount: Math.max(0, poll.voterCount + voted) };
}
