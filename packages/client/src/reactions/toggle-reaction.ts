import type { ReactionMode } from "@natter/contract";
import type { ReactionGroup } from "../wire/entities.ts";

type Toggle = {
  readonly type: "react" | "unreact";
  readonly reaction: string;
  readonly userId: string;
  /** `distinct` when not said. */
  readonly mode?: ReactionMode;
  /** How often the user reacts so in all; once when not said. */
  readonly times?: number;
};

/** The groups after one user reacted or took it back; the same groups if that is so already. */
export function toggleReaction(
  groups: readonly ReactionGroup[],
  { type, reaction, userId, mode = "distinct", times = 1 }: Toggle,
): readonly ReactionGroup[] {
  if (type === "unreact") return withTimes(groups, { reaction, userId, times: 0 });
  const others = groups
    .filter((group) => mode === "unique" && group.type !== reaction)
    .reduce((left, other) => withTimes(left, { reaction: other.type, userId, times: 0 }), groups);
  return withTimes(others, { reaction, userId, times });
}

/** How often a user reacted so. */
export function timesOf(group: ReactionGroup | undefined, userId: string): number {
  const at = group?.userIds.indexOf(userId) ?? -1;
  return group === undefined || at < 0 ? 0 : (group.times?.[at] ?? 1);
}

function withTimes(
  groups: readonly ReactionGroup[],
  { reaction, userId, times }: { reaction: string; userId: string; times: number },
): readonly ReactionGroup[] {
  const group = groups.find((candidate) => candidate.type === reaction);
  const before = timesOf(group, userId);
  if (before === times) return groups;
  if (group === undefined) {
    return [...groups, withUsers(reaction, times, [[userId, times]])];
  }
  const users = group.userIds.map((id, at): [string, number] => [id, group.times?.[at] ?? 1]);
  const isThere = before > 0;
  const next = isThere
    ? users.map(([id, own]): [string, number] => [id, id === userId ? times : own])
    : [...users, [userId, times] as [string, number]];
  const changed = withUsers(
    reaction,
    group.count - before + times,
    next.filter(([, own]) => own > 0),
  );
  return groups
    .map((other) => (other.type === reaction ? changed : other))
    .filter((other) => other.count > 0);
}

function withUsers(
  type: string,
  count: number,
  users: readonly (readonly [string, number])[],
): ReactionGroup {
  const group = { type, count, userIds: users.map(([id]) => id) };
  const times = users.map(([, own]) => own);
  return times.every((own) => own === 1) ? group : { ...group, times };
}
