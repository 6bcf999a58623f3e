import type { ReactElement } from "react";
import { useUsers } from "../people/use-users.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useGroupLabel } from "../mentions/use-group-label.ts";

/** Somebody who is mentioned, by the name they have now. */
export function UserMention({ userId }: { readonly userId: string }): ReactElement {
  const [user] = useUsers([userId]);
  const strings = useStrings();
  const me = useCurrentUser();
  return (
    <bdi
      data-part="mention"
      data-user={userId}
      data-own={me?.id === userId ? "" : undefined}
      data-unknown={user ? undefined : ""}
    >
      @{user?.name ?? strings("message.unknownSender")}
    </bdi>
  );
}

/** Many who are mentioned at once: `channel`, `here` or a role. */
export function GroupMention({ group }: { readonly group: string }): ReactElement {
  const label = useGroupLabel();
  return (
    <bdi
      data-part="mention"
      data-group={group}
      data-own={group.startsWith("role:") ? undefined : ""}
    >
      @{label(group)}
    </bdi>
  );
}
