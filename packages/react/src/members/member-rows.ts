import type { Member, Role } from "@natter/client";

/** Owners, admins and moderators stand by their role, the others by whether they are there. */
export type MemberGroup = Exclude<Role, "member" | "guest"> | "online" | "offline";

export type MemberRow =
  | { readonly type: "group"; readonly group: MemberGroup; readonly count: number }
  | {
      readonly type: "member";
      readonly group: MemberGroup;
      readonly member: Member;
      readonly isOnline: boolean;
    };

const order: readonly MemberGroup[] = ["owner", "admin", "moderator", "online", "offline"];

/** The rows of a member list: each group that has anybody with its heading, each by name. A `query` keeps whom it fits. */
export function memberRows(
  members: readonly Member[],
  options: {
    readonly isOnline: (userId: string) => boolean;
    readonly query: string;
    readonly locale: string | undefined;
  },
): readonly MemberRow[] {
  const { isOnline, query, locale } = options;
  const compare = new Intl.Collator(locale, { sensitivity: "base" }).compare;
  const wanted = query.trim().toLocaleLowerCase(locale);
  const groups = new Map<MemberGroup, { member: Member; isOnline: boolean }[]>();
  for (const member of members) {
    const { id, name } = member.user;
    if (!name.toLocaleLowerCase(locale).includes(wanted) && !id.startsWith(wanted)) continue;
    const isHere = isOnline(id);
    const group = groupOf(member.role, isHere);
    groups.set(group, [...(groups.get(group) ?? []), { member, isOnline: isHere }]);
  }
  return order.flatMap((group): readonly MemberRow[] => {
    const found = groups.get(group);
    if (!found) return [];
    found.sort(
      (one, other) =>
        Number(other.isOnline) - Number(one.isOnline) ||
        compare(one.member.user.name, other.member.user.name),
    );
    return [
      { type: "group", group, count: found.length },
      ...found.map((item): MemberRow => ({ type: "member", group, ...item })),
    ];
  });
}

function groupOf(role: Role, isOnline: boolean): MemberGroup {
  if (role !== "member" && role !== "guest") return role;
  return isOnline ? "online" : "offline";
}
