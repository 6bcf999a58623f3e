import type { EventView } from "../../core/event-log.ts";
import { userSummaries } from "../users/public.ts";
import { reactionGroups } from "./public.ts";

/** A reaction is told with all reactions of its message as they are now, so that telling it twice does no harm. */
export const viewReactions: EventView = async (tx, stored) => {
  const facts = stored.map(({ data }) => ({
    messageId: String(data["messageId"]),
    reaction: String(data["reaction"]),
    userId: String(data["userId"]),
  }));
  const [groups, people] = await Promise.all([
    reactionGroups(
      tx,
      facts.map((fact) => fact.messageId),
    ),
    userSummaries(tx, [...new Set(facts.map((fact) => fact.userId))]),
  ]);
  return facts.map(({ messageId, reaction, userId }) => ({
    messageId,
    reaction,
    user: people.get(userId) ?? { id: userId, name: userId, image: null },
    reactions: groups.get(messageId) ?? [],
  }));
};
