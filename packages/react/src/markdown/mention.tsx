import { selectUser } from "@natter/client";
import type { ReactElement } from "react";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { useGroupLabel } from "../mentions/use-group-label.ts";

/** Somebody who is mentioned, by the name they have now. */
export function UserMention({ userId }: { readonly userId: string }): ReactElement {
  const user = useChatState(selectUser(userId));
  const me = useCurrentUser();
  return (
    <bdi
      data-part="mention"
      data-user={userId}
      data-own={me?.id === userId ? "" : undefined}
      data-unknown={user ? undefined : ""}
    >
      @{user?.name ?? userId}
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
