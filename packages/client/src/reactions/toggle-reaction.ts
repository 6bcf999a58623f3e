import type { ReactionGroup } from "../wire/entities.ts";

type Toggle = {
  readonly type: "react" | "unreact";
  readonly reaction: string;
  readonly userId: string;
};

/** The groups after one user reacted or took it back; the same groups if that is so already. */
export function toggleReaction(
  groups: readonly ReactionGroup[],
  { type, reaction, userId }: Toggle,
): readonly ReactionGroup[] {
  const group = groups.find((candidate) => candidate.type === reaction);
  const has = group?.userIds.includes(userId) ?? false;
  if (has === (type === "react")) return groups;
  if (type === "react") {
    if (group === undefined) return [...groups, { type: reaction, count: 1, userIds: [userId] }];
    return replace(groups, {
      ...group,
      count: group.count + 1,
      userIds: [...group.userIds, userId],
    });
  }
  if (group === undefined) return groups;
  if (group.count <= 1) return groups.filter((candidate) => candidate !== group);
  return replace(groups, {
    ...group,
    count: group.count - 1,
    userIds: group.userIds.filter((id) => id !== userId),
  });
}

function replace(
  groups: readonly ReactionGroup[],
  changed: ReactionGroup,
): readonly ReactionGroup[] {
  return groups.map((group) => (group.type === changed.type ? changed : group));
}
