import { parseMarkdown, plainText } from "@natter/contract/markdown";
import type { ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useMentionName } from "../mentions/use-mention-name.ts";
import { Button, IconButton } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useComposerScope } from "./composer-scope.ts";

/** Above the text: which message is being answered or changed, and what somebody else made of it meanwhile. */
export function ComposerContext(): ReactElement | null {
  const { mode, jumpTo } = useChannelScope();
  const { composer } = useComposerScope();
  const strings = useStrings();
  const nameOf = useMentionName();
  if (mode.type === "new") return null;
  const { message } = mode;
  const name = message.sender?.name ?? strings("message.unknownSender");
  const isEdit = mode.type === "edit";
  const text = plainText(parseMarkdown(message.text), {
    nameOf: (userId) => nameOf({ type: "user", userId }),
  });
  return (
    <div data-part="context" data-mode={mode.type}>
      <Icon name={isEdit ? "edit" : "reply"} size={18} />
      <button type="button" data-part="context-jump" onClick={() => jumpTo(message.id)}>
        <span data-part="context-title">
          {isEdit ? strings("composer.editing") : strings("composer.replying", { name })}
        </span>
        <span data-part="context-text" dir="auto">
          {text}
        </span>
      </button>
      <IconButton
        icon="close"
        size="small"
        label={strings("composer.cancel")}
        onClick={composer.cancel}
      />
      {composer.changedMeanwhile !== null && (
        <div data-part="conflict" role="status">
          <Icon name="alert" size={16} />
          <span>{strings("composer.changedMeanwhile")}</span>
          <Button size="small" variant="ghost" onClick={composer.takeTheirs}>
            {strings("composer.takeTheirs")}
          </Button>
        </div>
      )}
    </div>
  );
}
