import type { Channel } from "@natter/client";
import { useState, type ReactElement } from "react";
import { Button } from "../primitives/button.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";

/** In the composer's place for those who may not write: why, and a button to join where they can. */
export function ComposerNotice({ channel }: { readonly channel: Channel }): ReactElement {
  const client = useChatClient();
  const strings = useStrings();
  const toast = useToast();
  const [joining, setJoining] = useState(false);
  const join = () => {
    setJoining(true);
    client
      .channel(channel.cid)
      .join()
      .catch((error: unknown) =>
        toast(error instanceof Error ? error.message : strings("error.generic")),
      )
      .finally(() => setJoining(false));
  };
  const canJoin = channel.membership === null && channel.capabilities.includes("join");
  return (
    <div data-natter="composer-notice">
      <span>{strings(channel.frozen ? "channel.frozen" : "channel.readers")}</span>
      {canJoin && (
        <Button variant="primary" size="small" busy={joining} onClick={join}>
          {strings("channel.join")}
        </Button>
      )}
    </div>
  );
}
