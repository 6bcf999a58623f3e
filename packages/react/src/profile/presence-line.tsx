import type { ReactElement } from "react";
import { useWhen } from "../previews/use-when.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

/** Whether somebody is there, or when they last were, as far as they show it. */
export function PresenceLine({ userId }: { readonly userId: string }): ReactElement | null {
  const strings = useStrings();
  const when = useWhen();
  const presence = useChatState((state) => state.presence[userId]);
  if (!presence) return null;
  const { status, lastSeenAt } = presence;
  return (
    <p data-natter="presence-line" data-status={status}>
      {status === "offline" && lastSeenAt
        ? strings("profile.lastSeen", { time: when.relative(lastSeenAt) })
        : strings(`profile.presence.${status}`)}
    </p>
  );
}
