import type { AvatarProps, PresenceDotProps } from "../../people/avatar.tsx";
import type { MemberListProps } from "../../members/member-list.tsx";
import type { OnlineUsersProps } from "../../people/online-users.tsx";

export type PeopleSlots = {
  readonly Avatar: AvatarProps;
  readonly MemberList: MemberListProps;
  readonly OnlineUsers: OnlineUsersProps;
  readonly PresenceDot: PresenceDotProps;
};
