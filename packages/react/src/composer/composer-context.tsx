import type { ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { IconButton } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";

/** Above the composer: which message is being answered or changed. */
export function ComposerContext({
  onCancel,
}: {
  readonly onCancel: () => void;
}): ReactElement | null {
  const { mode } = useChannelScope();
  const strings = useStrings();
  if (mode.type === "new") return null;
  const name = mode.message.sender?.name ?? strings("message.unknownSender");
  const title =
    mode.type === "edit" ? strings("composer.editing") : strings("composer.replying", { name });
  return (
    <div data-part="context">
      <Icon name={mode.type === "edit" ? "edit" : "reply"} size={18} />
      <div>
        <div data-part="context-title">{title}</div>
        <div data-part="context-text" dir="auto">
          {mode.message.text}
        </div>
      </div>
      <IconButton icon="close" size="small" label={strings("composer.cancel")} onClick={onCancel} />
    </div>
  );
}
