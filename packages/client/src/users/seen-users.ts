import type { Channel, ChannelEvent, Message, UserSummary } from "../wire/entities.ts";

/** Who shows in messages: as sender, and as the sender of what is quoted. */
export function usersOfMessages(messages: readonly Message[]): UserSummary[] {
  return messages.flatMap(({ sender, quote }) => present([quote?.sender, sender]));
}

/** Who shows in a channel's entry of a list. */
export function usersOfChannel({ other, lastMessage }: Channel): UserSummary[] {
  return present([lastMessage?.sender, other]);
}

/** Who shows in an event. */
export function usersOfEvent(event: ChannelEvent): UserSummary[] {
  switch (event.type) {
    case "message.new":
    case "message.updated":
      return usersOfMessages([event.message]);
    case "reaction.new":
    case "reaction.deleted":
      return [event.user];
    case "member.added":
    case "member.updated":
      return [event.member.user];
    default:
      return [];
  }
}

function present(users: readonly (UserSummary | null | undefined)[]): UserSummary[] {
  return users.filter((user) => user !== null && user !== undefined);
}
