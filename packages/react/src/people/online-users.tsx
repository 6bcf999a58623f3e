import type { ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { Avatar } from "./avatar.tsx";
import { useOnlineUsers } from "./use-online.ts";

export type OnlineUsersProps = { readonly cid: string };

/** Who is online in an open channel; only how many, where there are too many to name. */
export const OnlineUsers = slot("OnlineUsers", DefaultOnlineUsers);

function DefaultOnlineUsers({ cid }: OnlineUsersProps): ReactElement {
  const strings = useStrings();
  const { users, count } = useOnlineUsers(cid);
  return (
    <section data-natter="online-users">
      <h3>{strings("channel.online", { count })}</h3>
      <ul>
        {users?.map((user) => (
          <li key={user.id} data-natter="member" data-online="">
            <Avatar id={user.id} image={user.image} size="2rem" online />
            <span data-part="name">
              <bdi>{user.name}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
