import type { ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useComposerScope } from "./composer-scope.ts";

/** In a thread: whether the reply shows in the channel too. */
export function AlsoInChannel(): ReactElement | null {
  const { cid, threadId, mode } = useChannelScope();
  const { composer } = useComposerScope();
  const { channel, can } = useChannelState(cid);
  const strings = useStrings();
  if (threadId === null || mode.type === "edit" || !can("send")) return null;
  const name = channel?.kind === "space" ? `#${channel.title}` : (channel?.title ?? "");
  return (
    <label data-part="also-in-channel">
      <input
        type="checkbox"
        checked={composer.alsoInChannel}
        onChange={(event) => composer.setAlsoInChannel(event.target.checked)}
      />
      <span>{strings("composer.alsoInChannel", { name })}</span>
    </label>
  );
}
