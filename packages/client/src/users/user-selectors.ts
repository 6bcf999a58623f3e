import type { ChatState } from "../store/state.ts";
import type { UserSummary } from "../wire/entities.ts";

/** A user by id as last heard of; undefined while nobody showed them. */
export function selectUser(userId: string) {
  return (state: ChatState): UserSummary | undefined => state.users[userId];
}
