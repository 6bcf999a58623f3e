import type { EventView } from "../../core/event-log.ts";
import { toldApart } from "../../core/view-events.ts";
import { userSummaries } from "../users/public.ts";
import { reactionGroups, shadowReactors } from "./public.ts";

/** A reaction is told with all reactions of its message as they are now, so that telling it twice does no harm. */
export const viewReactions: EventView = async (tx, stored, viewerId) => {
  const facts = stored.map(({ data }) => ({
    messageId: String(data["messageId"]),
    reaction: String(data["reaction"]),
    userId: String(data["userId"]),
  }));
  const messageIds = [...new Set(facts.map((fact) => fact.messageId))];
  const [groups, apart, people] = await Promise.all([
    reactionGroups(tx, messageIds, viewerId),
    viewerId === null ? shadowReactors(tx, messageIds) : new Map<string, string[]>(),
    userSummaries(tx, [...new Set(facts.map((fact) => fact.userId))]),
  ]);
  return facts.map(({ messageId, reaction, userId }) => ({
    messageId,
    reaction,
    user: people.get(userId) ?? { id: userId, name: userId, image: null },
    reactions: groups.get(messageId) ?? [],
    [toldApart]: apart.get(messageId) ?? [],
  }));
};
