import type { ReactElement } from "react";
import { useStrings } from "../strings/use-strings.ts";
import { Avatar } from "./avatar.tsx";
import { useOnlineUsers } from "./use-online.ts";

/** Who is online in an open channel; only how many, where there are too many to name. */
export function OnlineUsers({ cid }: { readonly cid: string }): ReactElement {
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
